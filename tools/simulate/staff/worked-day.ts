import { isAtWork, type WorkSpan, type WorkTimes } from '../day/work-times.js';
import type { Volumes } from '../day/volumes.js';

/** A published shift; times as ISO-8601 in UTC. */
export interface Shift {
  readonly date: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly activities: readonly { readonly from: string; readonly to: string; readonly isPaid: boolean }[];
}

/** When somebody with this shift takes contacts: seconds since the first interval of the day began. */
export function spansOf({ date, startsAt, endsAt, activities }: Shift, { opensAtSeconds }: Volumes): WorkSpan[] {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const second = (instant: string) => (Date.parse(instant) - midnight) / 1_000 - opensAtSeconds;
  const away = activities.map(({ from, to }) => ({ from: second(from), to: second(to) }));
  away.sort((one, other) => one.from - other.from);
  const spans: WorkSpan[] = [];
  let from = second(startsAt);
  for (const pause of away) {
    spans.push({ from, to: pause.from });
    from = pause.to;
  }
  return [...spans, { from, to: second(endsAt) }].filter((span) => span.from < span.to);
}

/** How many take contacts in each interval. Pauses begin and end where intervals do. */
export function presentOf(work: WorkTimes, { intervalSeconds, calls }: Volumes): number[] {
  return calls.map((_, at) => work.filter((spans) => isAtWork(spans, at * intervalSeconds)).length);
}

export function paidHours(shifts: readonly Shift[]): number {
  const hours = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 3_600_000;
  return shifts.reduce((sum, { startsAt, endsAt, activities }) => {
    const unpaid = activities.filter(({ isPaid }) => !isPaid);
    return sum + hours(startsAt, endsAt) - unpaid.reduce((all, { from, to }) => all + hours(from, to), 0);
  }, 0);
}
