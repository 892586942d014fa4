import { firstInstantOf, TimeZone } from '#libs/business-time/time-zone';

const DAY_MS = 86_400_000;

/** By the wall clock of a time zone. */
export interface PeriodKind {
  readonly period: 'day' | 'week' | 'month';
  readonly timeZone: string;
}

export interface Period {
  readonly from: Date;
  /** Excluded. */
  readonly to: Date;
}

/** The day, week from Monday or month by the wall clock that an instant is in. @throws TimeZoneUnknown */
export function periodAt(at: Date, { period, timeZone }: PeriodKind): Period {
  const zone = TimeZone.named(timeZone);
  const around = at.getTime();
  const offsets = zone.offsetsBetween(around - 40 * DAY_MS, around + 40 * DAY_MS);
  const { offset } = offsets.find(({ from, to }) => from <= around && around < to)!;
  const midnight = Math.floor((around + offset) / DAY_MS) * DAY_MS;
  const [first, last] = boundsOf(new Date(midnight), period);
  return { from: new Date(firstInstantOf(first, offsets)), to: new Date(firstInstantOf(last, offsets)) };
}

/** All that a time reaches into, the first and the last only as far as it does; at most so many. */
export function periodsWithin({ from, to }: Period, kind: PeriodKind, most: number): Period[] {
  const periods: Period[] = [];
  for (let at = from; at < to && periods.length < most;) {
    const { to: end } = periodAt(at, kind);
    const next = end < to ? end : to;
    periods.push({ from: at, to: next });
    at = next;
  }
  return periods;
}

/** Midnights of the wall clock, as if it were UTC. */
function boundsOf(midnight: Date, period: PeriodKind['period']): [number, number] {
  const at = midnight.getTime();
  if (period === 'day') return [at, at + DAY_MS];
  if (period === 'week') {
    const monday = at - ((midnight.getUTCDay() + 6) % 7) * DAY_MS;
    return [monday, monday + 7 * DAY_MS];
  }
  const [year, month] = [midnight.getUTCFullYear(), midnight.getUTCMonth()];
  return [Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1)];
}
