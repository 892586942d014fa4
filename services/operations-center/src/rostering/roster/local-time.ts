import { firstInstantOf, TimeZone } from '#libs/business-time/time-zone';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The instant at which the clock there has got so many minutes beyond the midnight that begins the date. @throws TimeZoneUnknown */
export function instantAt(timeZone: string, date: string, minute: number): Date {
  const reading = Date.parse(date) + minute * MINUTE_MS;
  return new Date(firstInstantOf(reading, offsetsAround(timeZone, reading)));
}

/** What calendar and clock there say. @throws TimeZoneUnknown */
export function localTimeOf(timeZone: string, instant: Date): { date: string; minute: number } {
  const ms = instant.getTime();
  const { offset } = offsetsAround(timeZone, ms).find(({ from, to }) => from <= ms && ms < to)!;
  const reading = ms + offset;
  const minute = Math.floor((((reading % DAY_MS) + DAY_MS) % DAY_MS) / MINUTE_MS);
  return { date: new Date(reading).toISOString().slice(0, 10), minute };
}

function offsetsAround(timeZone: string, ms: number) {
  return TimeZone.named(timeZone).offsetsBetween(ms - 2 * DAY_MS, ms + 2 * DAY_MS);
}
