import type { Interval } from '../calendar/intervals.js';
import type { FigureAgent } from '../facts/fact.schema.js';
import type { Figures } from '../formulas/figures.js';
import type { FiguresView, LiveFiguresView, LiveRow } from './figure.dto.js';
import type { LiveFigures } from './live-figures.js';
import type { Scope } from './scope.js';

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
  const { now, interval, lastInterval, day, setup, agents, oldest } = figures;
  const names = new Map(setup.map(({ kind, id, content }) => [nameOf({ kind, id }), content.name]));
  const waitingSince = new Map<string, number>();
  for (const { scope, since } of oldest)
    waitingSince.set(nameOf(scope), Math.min(since, waitingSince.get(nameOf(scope)) ?? Infinity));
  const agentsOf = Map.groupBy(
    agents.flatMap((agent) => scopesOf(agent).map((scope) => ({ scope: nameOf(scope), agent }))),
    ({ scope }) => scope,
  );
  return scopesIn(figures).map((scope) => {
    const { waiting, inService, wrapUp } = now.tally(scope);
    const since = waitingSince.get(nameOf(scope));
    const theirs = (agentsOf.get(nameOf(scope)) ?? []).map(({ agent }) => agent);
    return {
      ...scope,
      name: names.get(nameOf(scope)) ?? scope.id,
      now: {
        ...{ waiting, inService, wrapUp, agents: statesOf(theirs) },
        waitingSince: since === undefined ? null : timeOf(since),
      },
      interval: figuresView(interval.gathered.figures(scope)),
      lastInterval: figuresView(lastInterval.gathered.figures(scope)),
      day: figuresView(day.gathered.figures(scope)),
    };
  });
}

/** As it is said outside. */
export function figuresView({ counts, serviceLevels, ...figures }: Figures): FiguresView {
  const { abandonRate, connectionRate, occupancy } = figures;
  const byFormula = serviceLevels.map(({ formula, percent }) => [formula, percent]);
  return {
    ...counts,
    serviceLevels: Object.fromEntries(byFormula) as FiguresView['serviceLevels'],
    ...{ abandonRate, connectionRate, occupancy },
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

function scopesIn({ now, day, interval, lastInterval, setup, agents }: LiveFigures): Scope[] {
  const known: Scope[] = setup.flatMap(({ kind, id, content }) =>
    content.isRemoved || (kind !== 'queue' && kind !== 'team') ? [] : [{ kind, id }],
  );
  const counted = [now, day.gathered, interval.gathered, lastInterval.gathered].flatMap((each) => each.scopes());
  const all = [{ kind: 'tenant', id: '' } as const, ...known, ...counted, ...agents.flatMap(scopesOf)];
  const byName = new Map<string, Scope>(all.map((scope) => [nameOf(scope), scope]));
  return [...byName].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, scope]) => scope);
}

function scopesOf({ agentId, teamId }: FigureAgent): Scope[] {
  const team: Scope[] = teamId === null ? [] : [{ kind: 'team', id: teamId }];
  return [{ kind: 'agent', id: agentId }, ...team, { kind: 'tenant', id: '' }];
}

function statesOf(agents: readonly FigureAgent[]): LiveRow['now']['agents'] {
  const groups = Map.groupBy(agents, ({ state, reason }) => JSON.stringify([state, reason]));
  return [...groups.values()].map((group) => {
    const { state, reason } = group[0]!;
    const since = Math.min(...group.map(({ at }) => at.getTime()));
    return { state, reason, count: group.length, since: timeOf(since) };
  });
}

function nameOf({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return `${kind}/${id}`;
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
