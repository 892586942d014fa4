/** A day somebody is away: from one midnight on the tenant's calendar to the next. */
export interface LeaveDay {
  /** e.g. 2026-03-29 */
  readonly date: string;
  readonly from: Date;
  /** Excluded. */
  readonly to: Date;
}

/** A shift belongs to the day it begins: whoever is away then does not work it, and what began before the leave is worked to its end. */
export function isAway(leave: readonly LeaveDay[], begins: Date): boolean {
  return leave.some(({ from, to }) => from <= begins && begins < to);
}

/** What is left of leave beside shifts that go on into it. */
export function besideWork(
  { from, to }: Pick<LeaveDay, 'from' | 'to'>,
  shifts: readonly { readonly startsAt: Date; readonly endsAt: Date }[],
): { from: Date; to: Date } | null {
  const into = shifts.filter(({ startsAt, endsAt }) => startsAt < from && endsAt > from);
  const begins = into.reduce((latest, { endsAt }) => (endsAt > latest ? endsAt : latest), from);
  return begins < to ? { from: begins, to } : null;
}
