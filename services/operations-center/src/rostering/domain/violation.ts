export const HARD_CODES = [
  ...['activity-outside-shift', 'activities-overlap', 'shifts-overlap', 'day-minutes', 'week-minutes'],
  ...['rest-between-shifts', 'rest-day', 'overtime-day', 'overtime-month', 'on-leave', 'seats'],
] as const;
export const SOFT_CODES = [
  ...['consecutive-days', 'weekends', 'unavailable', 'plan-rest', 'plan-week-minutes', 'plan-least-minutes'],
  ...['pattern-not-allowed'],
] as const;

export type ViolationCode = (typeof HARD_CODES)[number] | (typeof SOFT_CODES)[number];

/** A rule that is broken: hard ones by law or by nature, the others by what is agreed with the agent. */
export interface Violation {
  readonly code: ViolationCode;
  /** Or the site, where seats are missing. */
  readonly agentId: string;
  /** The day, or the Monday or first of the week or month that it is about. */
  readonly date: string;
  /** Minutes, days or people: what there is, and the limit. */
  readonly found: number;
  readonly limit: number;
}

export function isHard({ code }: Violation): boolean {
  return (HARD_CODES as readonly string[]).includes(code);
}

/** What is broken now and was not before, or is broken by more. */
export function addedViolations(before: readonly Violation[], after: readonly Violation[]): Violation[] {
  const had = new Map(before.map((each) => [keyOf(each), Math.abs(each.found - each.limit)]));
  return after.filter((each) => Math.abs(each.found - each.limit) > (had.get(keyOf(each)) ?? -1));
}

function keyOf({ code, agentId, date }: Violation): string {
  return `${code} ${agentId} ${date}`;
}
