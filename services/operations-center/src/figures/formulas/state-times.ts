import type { RoutingState } from '#libs/contracts/call-center/call-events';

/** The states time is counted in; whoever is offline is not there. */
export const TIMED_STATES = [
  'ready',
  'offered',
  'engaged',
  'after-contact-work',
  'not-ready',
  'not-responding',
] as const satisfies readonly RoutingState[];
export type TimedState = (typeof TIMED_STATES)[number];

/** Time in each state, ms. */
export type StateTimes = Readonly<Record<TimedState, number>>;

export const NO_TIMES: StateTimes = Object.fromEntries(TIMED_STATES.map((state) => [state, 0])) as StateTimes;

export function timesPlus(one: StateTimes, other: StateTimes): StateTimes {
  return Object.fromEntries(TIMED_STATES.map((state) => [state, one[state] + other[state]])) as StateTimes;
}

/** With contacts or their after-contact work: talk + hold + wrap-up by the clock, however many at a time. */
export function busyMs(times: StateTimes): number {
  return times.engaged + times['after-contact-work'];
}

/** There for contacts and without one; an offer is none yet. */
export function idleMs(times: StateTimes): number {
  return times.ready + times.offered;
}
