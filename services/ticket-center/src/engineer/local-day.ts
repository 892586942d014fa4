import { firstInstantOf, TimeZone } from '#libs/business-time/time-zone';
import { DAY, dateOf, dayNumber } from '#libs/business-time/wall-clock';

/** The date on the wall clock, `YYYY-MM-DD`. @throws TimeZoneUnknown */
export function localDay(at: Date, timeZone: string): string {
  const [now] = TimeZone.named(timeZone).offsetsBetween(at.getTime(), at.getTime());
  return dateOf(Math.floor((at.getTime() + now!.offset) / DAY));
}

/** From when until when a date lasts. @throws TimeZoneUnknown, DateMalformed */
export function spanOfDay(day: string, timeZone: string): { from: Date; to: Date } {
  const reading = dayNumber(day) * DAY;
  const offsets = TimeZone.named(timeZone).offsetsBetween(reading - 2 * DAY, reading + 3 * DAY);
  return {
    from: new Date(firstInstantOf(reading, offsets)),
    to: new Date(firstInstantOf(reading + DAY, offsets)),
  };
}
