import { firstInstantOf, TimeZone, type OffsetPeriod } from '#libs/business-time/time-zone';
import { DAY, MINUTE } from '#libs/business-time/wall-clock';

const HOUR = 60 * MINUTE;

export type Digest = 'none' | 'hourly' | 'daily';

/** How somebody wants to be left alone; times of day are HH:MM on their own clock. */
export interface Rest {
  readonly timeZone: string;
  /** null: at no time. It may go over midnight. */
  readonly quiet: { readonly from: string; readonly to: string } | null;
  readonly digest: Digest;
  /** Of a daily digest. */
  readonly digestAt: string;
}

/**
 * When somebody is told of what may be told from `from` on: gathered until the next digest, and never in their quiet hours.
 * @param urgent it waits for no digest
 */
export function deliveryTime(from: Date, rest: Rest, urgent: boolean): Date {
  const at = from.getTime();
  const offsets = TimeZone.named(rest.timeZone).offsetsBetween(at - 2 * DAY, at + 4 * DAY);
  const gathered = urgent ? at : digestAfter(at, rest, offsets);
  return new Date(rest.quiet === null ? gathered : afterQuiet(gathered, rest.quiet, offsets));
}

function digestAfter(at: number, { digest, digestAt }: Rest, offsets: readonly OffsetPeriod[]): number {
  if (digest === 'none') return at;
  const reading = readingAt(at, offsets);
  if (digest === 'hourly') return firstInstantOf((Math.floor(reading / HOUR) + 1) * HOUR, offsets);
  const today = midnightOf(reading) + timeOfDay(digestAt);
  return firstInstantOf(reading < today ? today : today + DAY, offsets);
}

function afterQuiet(
  at: number,
  { from, to }: { readonly from: string; readonly to: string },
  offsets: readonly OffsetPeriod[],
): number {
  const reading = readingAt(at, offsets);
  const midnight = midnightOf(reading);
  const [now, begins, ends] = [reading - midnight, timeOfDay(from), timeOfDay(to)];
  const goesOverMidnight = begins > ends;
  const isQuiet = goesOverMidnight ? now >= begins || now < ends : now >= begins && now < ends;
  if (!isQuiet) return at;
  const endsTomorrow = goesOverMidnight && now >= begins;
  return firstInstantOf(midnight + ends + (endsTomorrow ? DAY : 0), offsets);
}

function readingAt(at: number, offsets: readonly OffsetPeriod[]): number {
  return at + offsets.find(({ from, to }) => at >= from && at < to)!.offset;
}

function midnightOf(reading: number): number {
  return Math.floor(reading / DAY) * DAY;
}

function timeOfDay(text: string): number {
  const [hours, minutes] = text.split(':').map(Number) as [number, number];
  return (hours * 60 + minutes) * MINUTE;
}
