import type { RoutingState } from './routing-state.js';

/** One line of an agent's log: from `at` on they were so, until the next line. */
export interface StateChange {
  readonly state: RoutingState;
  /** Why not ready; null otherwise. */
  readonly reason: string | null;
  readonly at: Date;
}

export interface StateDuration {
  readonly state: RoutingState;
  readonly reason: string | null;
  readonly ms: number;
}

/** A stretch of time, its end excluded. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/**
 * How long somebody was in each state and for each reason within the period. The last state lasts until the period ends, so
 * end it now for what is still going on. @param changes in order, from the last one before the period on
 */
export function stateDurations(changes: readonly StateChange[], period: Period): StateDuration[] {
  const sums = new Map<string, StateDuration>();
  for (const [index, { state, reason, at }] of changes.entries()) {
    const ms = within(period, at, changes[index + 1]?.at ?? period.to);
    if (ms === 0) continue;
    const key = `${state}/${reason ?? ''}`;
    sums.set(key, { state, reason, ms: (sums.get(key)?.ms ?? 0) + ms });
  }
  return [...sums.values()];
}

/** The time somebody was logged in: all that was not offline. */
export function loggedInMs(durations: readonly StateDuration[]): number {
  return durations.filter(({ state }) => state !== 'offline').reduce((sum, { ms }) => sum + ms, 0);
}

function within({ from, to }: Period, start: Date, end: Date): number {
  return Math.max(0, Math.min(end.getTime(), to.getTime()) - Math.max(start.getTime(), from.getTime()));
}
