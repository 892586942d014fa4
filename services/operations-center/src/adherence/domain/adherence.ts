export const ACTIVITIES = ['work', 'break', 'lunch', 'training', 'meeting', 'leave'] as const;
export type ActivityKind = (typeof ACTIVITIES)[number];

/** From when to when, in ms since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Planned extends Stretch {
  readonly activity: ActivityKind;
}

/** An approved deviation: it counts as this instead of what was planned, or for nothing. */
export interface Exception extends Stretch {
  readonly as: ActivityKind | 'excused';
}

export interface StateSpan extends Stretch {
  readonly state: string;
  readonly reason: string | null;
}

export interface AdherenceRules {
  /** A deviation no longer than it, at a change of activity, counts as kept. */
  readonly toleranceMs: number;
  /** For each activity the not-ready reasons that are it; for work those that are work too. */
  readonly reasons: Readonly<Partial<Record<ActivityKind, readonly string[]>>>;
}

export interface Piece extends Planned {
  readonly isKept: boolean;
  readonly state: string;
}

/** Those in which an agent serves customers, or waits to. */
const SERVING = ['ready', 'offered', 'engaged', 'after-contact-work'];
/** Nobody has to be logged in for them. */
const AWAY = ['break', 'lunch', 'leave'];

function isServing({ state, reason }: Pick<StateSpan, 'state' | 'reason'>, rules: AdherenceRules): boolean {
  if (SERVING.includes(state)) return true;
  return state === 'not-ready' && (rules.reasons.work ?? []).includes(reason ?? '');
}

/** Whether somebody in this state does what was planned. */
export function isAsPlanned(
  activity: ActivityKind,
  span: Pick<StateSpan, 'state' | 'reason'>,
  rules: AdherenceRules,
): boolean {
  if (activity === 'work') return isServing(span, rules);
  if (span.state === 'offline') return AWAY.includes(activity);
  return span.state === 'not-ready' && (rules.reasons[activity] ?? []).includes(span.reason ?? '');
}

/**
 * What was planned until now, piece by piece, and whether it was kept. Adherence is the kept part of it; leave is not asked for.
 * @param states without a gap from before the first activity; before the first the agent is offline
 */
export function comparedWithPlan(
  planned: readonly Planned[],
  exceptions: readonly Exception[],
  states: readonly StateSpan[],
  rules: AdherenceRules,
  until: number,
): Piece[] {
  return overlaid(planned, exceptions)
    .map((activity) => ({ ...activity, to: Math.min(activity.to, until) }))
    .filter(({ activity, from, to }) => activity !== 'leave' && from < to)
    .flatMap((activity) => forgiven(piecesOf(activity, states, rules), activity, rules.toleranceMs));
}

/** Sums of what falls into a time. */
export function sumsIn(window: Stretch, pieces: readonly Piece[], states: readonly StateSpan[], rules: AdherenceRules) {
  const within = (all: readonly Stretch[]) => all.reduce((sum, each) => sum + shared(each, window), 0);
  return {
    scheduledMs: within(pieces),
    keptMs: within(pieces.filter(({ isKept }) => isKept)),
    scheduledWorkMs: within(pieces.filter(({ activity }) => activity === 'work')),
    workedMs: within(states.filter((span) => isServing(span, rules))),
  };
}

/** Percent with two decimals; of nothing it is null. */
export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 100;
}

/** Exceptions take the place of what was planned; those that excuse leave a gap. */
function overlaid(planned: readonly Planned[], exceptions: readonly Exception[]): Planned[] {
  return exceptions
    .reduce<Planned[]>(
      (left, { from, to, as }) => {
        const kept = left
          .flatMap((each) => [
            { ...each, to: Math.min(each.to, from) },
            { ...each, from: Math.max(each.from, to) },
          ])
          .filter((each) => each.from < each.to);
        return as === 'excused' ? kept : [...kept, { from, to, activity: as }];
      },
      [...planned],
    )
    .sort((a, b) => a.from - b.from);
}

function piecesOf(activity: Planned, states: readonly StateSpan[], rules: AdherenceRules): Piece[] {
  const pieces: Piece[] = [];
  let at = activity.from;
  const add = (to: number, state: string, reason: string | null) => {
    const isKept = isAsPlanned(activity.activity, { state, reason }, rules);
    const last = pieces.at(-1);
    if (to <= at) return;
    if (last?.isKept === isKept && (isKept || last.state === state)) pieces[pieces.length - 1] = { ...last, to };
    else pieces.push({ activity: activity.activity, from: at, to, isKept, state });
    at = to;
  };
  for (const { from, to, state, reason } of states) {
    if (to <= activity.from || from >= activity.to) continue;
    add(Math.min(from, activity.to), 'offline', null);
    add(Math.min(to, activity.to), state, reason);
  }
  add(activity.to, 'offline', null);
  return pieces;
}

/** At its beginning and its end: what is not kept for a moment is. */
function forgiven(pieces: readonly Piece[], { from, to }: Planned, toleranceMs: number): Piece[] {
  return runsOf(pieces).flatMap((run) => {
    const [begins, ends] = [run[0]!.from, run.at(-1)!.to];
    const isShort = ends - begins <= toleranceMs && (begins === from || ends === to);
    return isShort ? run.map((piece) => ({ ...piece, isKept: true })) : run;
  });
}

/** Pieces in a row that are kept, or not. */
function runsOf(pieces: readonly Piece[]): Piece[][] {
  const runs: Piece[][] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last?.[0]!.isKept === piece.isKept) last.push(piece);
    else runs.push([piece]);
  }
  return runs;
}

function shared(a: Stretch, b: Stretch): number {
  return Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));
}
