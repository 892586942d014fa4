import { firstInstantOf, TimeZone } from '#libs/business-time/time-zone';
import type { PlanContent } from './plan.schema.js';

const DAY_MS = 86_400_000;

export interface Period {
  readonly from: Date;
  /** Excluded. */
  readonly to: Date;
}

/** The day, week from Monday or month by the wall clock that an instant is in. @throws TimeZoneUnknown */
export function periodAt(at: Date, { period, timeZone }: Pick<PlanContent, 'period' | 'timeZone'>): Period {
  const zone = TimeZone.named(timeZone);
  const around = at.getTime();
  const offsets = zone.offsetsBetween(around - 40 * DAY_MS, around + 40 * DAY_MS);
  const { offset } = offsets.find(({ from, to }) => from <= around && around < to)!;
  const midnight = Math.floor((around + offset) / DAY_MS) * DAY_MS;
  const [first, last] = boundsOf(new Date(midnight), period);
  return { from: new Date(firstInstantOf(first, offsets)), to: new Date(firstInstantOf(last, offsets)) };
}

/** Midnights of the wall clock, as if it were UTC. */
function boundsOf(midnight: Date, period: PlanContent['period']): [number, number] {
  const at = midnight.getTime();
  if (period === 'day') return [at, at + DAY_MS];
  if (period === 'week') {
    const monday = at - ((midnight.getUTCDay() + 6) % 7) * DAY_MS;
    return [monday, monday + 7 * DAY_MS];
  }
  const [year, month] = [midnight.getUTCFullYear(), midnight.getUTCMonth()];
  return [Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1)];
}
