import { zoned } from './zoned.js';

/** An ISO-8601 duration; all parts are 0 or more. */
export interface Duration {
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly milliseconds: number;
}

const pattern =
  /^P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d{1,9}))?S)?)?$/;

/** No part is larger, so that sums stay exact: in seconds about 30 years. */
const largest = 1_000_000_000;

/** Undefined when the text is no duration; negative ones are none. */
export function parseDuration(text: string): Duration | undefined {
  const match = pattern.exec(text.trim());
  if (!match) return undefined;
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1, 8).map((part) => Number(part ?? 0));
  const milliseconds = Math.round(Number(`0.${match[8] ?? 0}`) * 1000);
  const duration = { years, months, weeks, days, hours, minutes, seconds, milliseconds } as Duration;
  return Object.values(duration).every((part: number) => part <= largest) ? duration : undefined;
}

/**
 * Years, months, weeks and days are those of the calendar in the zone: a day later is the same time of the day, a month
 * after 31 January the end of February. Hours and less are exact.
 * @throws RangeError when it ends after the last day that can be represented
 */
export function addDuration(from: Date, duration: Duration, timeZone: string): Date {
  const { years, months, weeks, days } = duration;
  const start = years + months + weeks + days === 0 ? from : addCalendarTime(from, duration, timeZone);
  const end = new Date(start.getTime() + clockTime(duration));
  if (Number.isNaN(end.getTime())) throw new RangeError('the duration ends after the last day that can be represented');
  return end;
}

/** ms; undefined when the length depends on the calendar. */
export function lengthOf(duration: Duration): number | undefined {
  const { years, months, weeks, days } = duration;
  return years + months + weeks + days === 0 ? clockTime(duration) : undefined;
}

/** So many of them: two times P1M is P2M. */
export function multiplied(duration: Duration, by: number): Duration {
  return Object.fromEntries(
    Object.entries(duration).map(([part, value]) => [part, (value as number) * by]),
  ) as unknown as Duration;
}

function addCalendarTime(from: Date, { years, months, weeks, days }: Duration, timeZone: string): Date {
  return new Date(zoned(from, timeZone).add({ years, months, weeks, days }).epochMilliseconds);
}

function clockTime({ hours, minutes, seconds, milliseconds }: Duration): number {
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
}
