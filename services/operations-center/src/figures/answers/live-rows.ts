import type { Interval } from '../calendar/intervals.js';
import type { SetupContent } from '../facts/fact.schema.js';
import type { Figures } from '../formulas/figures.js';
import { isMet, TARGET_FORMULA, type ServiceTarget } from '../formulas/target.js';
import { AgentsNow } from './agents-now.js';
import type { FiguresView, LiveFiguresView, LiveRow } from './figure.dto.js';
import type { LiveFigures } from './live-figures.js';
import { nameOfScope, type Scope } from './scope.js';

/** Everything there is to say something of, queues and teams without work among it. */
export function viewOf(figures: LiveFigures): LiveFiguresView {
  const { asOf, timeZone, date, interval, lastInterval } = figures;
  return {
    ...{ asOf: timeOf(asOf), timeZone, date },
    interval: periodOf(interval.period),
    lastInterval: periodOf(lastInterval.period),
    rows: rowsOf(figures),
  };
}

function rowsOf(figures: LiveFigures): LiveRow[] {
  const { now, interval, lastInterval, day, setup, oldest } = figures;
  const known = new Map(setup.map(({ kind, id, content }) => [nameOfScope({ kind, id }), content]));
  const waitingSince = new Map<string, number>();
  for (const { scope, since } of oldest)
    waitingSince.set(nameOfScope(scope), Math.min(since, waitingSince.get(nameOfScope(scope)) ?? Infinity));
  const agents = new AgentsNow(figures.agents, figures.serving);
  return scopesIn(figures, agents).map((scope) => {
    const { waiting, inService, wrapUp } = now.tally(scope);
    const since = waitingSince.get(nameOfScope(scope));
    const content = known.get(nameOfScope(scope));
    const target = targetOf(scope, content);
    return {
      ...scope,
      name: content?.name ?? scope.id,
      now: {
        ...{ waiting, inService, wrapUp, agents: agents.of(scope) },
        waitingSince: since === undefined ? null : timeOf(since),
      },
      interval: figuresView(interval.gathered.figures(scope), target),
      lastInterval: figuresView(lastInterval.gathered.figures(scope), target),
      day: figuresView(day.gathered.figures(scope), target),
    };
  });
}

/** As it is said outside. */
export function figuresView({ counts, serviceLevels, ...figures }: Figures, target: ServiceTarget | null): FiguresView {
  const { abandonRate, connectionRate, occupancy } = figures;
  const byFormula = serviceLevels.map(({ formula, percent }) => [formula, percent]);
  return {
    ...counts,
    serviceLevels: Object.fromEntries(byFormula) as FiguresView['serviceLevels'],
    ...{ abandonRate, connectionRate, occupancy },
    target: target && { ...target, formula: TARGET_FORMULA, isMet: isMet({ serviceLevels }, target) },
    averageSpeedOfAnswer: averageOf(figures.averageSpeedOfAnswerMs),
    averageHandleTime: averageOf(figures.averageHandleMs),
    averageTalk: averageOf(figures.averageTalkMs),
    averageHold: averageOf(figures.averageHoldMs),
    averageWrapUp: averageOf(figures.averageWrapUpMs),
    averageAssist: averageOf(figures.averageAssistMs),
    longestWait: durationOf(figures.longestWaitMs),
  };
}

export function periodOf({ from, to }: Interval) {
  return { from: timeOf(from), to: timeOf(to) };
}

/** Null: there is none, or it was not told. */
export function targetOf({ kind }: Scope, content: SetupContent | undefined): ServiceTarget | null {
  const { serviceLevelPercent: percent, serviceLevelSeconds: seconds } = content ?? {};
  return kind === 'queue' && percent !== undefined && seconds !== undefined ? { percent, seconds } : null;
}

function scopesIn({ now, day, interval, lastInterval, setup }: LiveFigures, agents: AgentsNow): Scope[] {
  const known: Scope[] = setup.flatMap(({ kind, id, content }) =>
    content.isRemoved || (kind !== 'queue' && kind !== 'team') ? [] : [{ kind, id }],
  );
  const counted = [now, day.gathered, interval.gathered, lastInterval.gathered].flatMap((each) => each.scopes());
  const all = [{ kind: 'tenant', id: '' } as const, ...known, ...counted, ...agents.scopes()];
  const byName = new Map<string, Scope>(all.map((scope) => [nameOfScope(scope), scope]));
  return [...byName].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, scope]) => scope);
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}

function averageOf(ms: number | null): string | null {
  return ms === null ? null : durationOf(ms);
}

function durationOf(ms: number): string {
  return `PT${ms / 1_000}S`;
}
