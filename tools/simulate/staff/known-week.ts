import { grouped } from '#libs/workforce/forecast/choice/accuracy';
import { dateOf, dayNumber, weekdayOf } from '#libs/workforce/forecast/civil-date';
import type { ObservedDay } from '#libs/workforce/forecast/history';
import { CannotPlay } from '../../world/cannot-play.js';

/** Of five minutes each, in half an hour: what is planned by. */
export const INTERVALS = 6;

/** The week of a day, and what is known on the eve of its Monday. */
export interface KnownWeek {
  readonly date: string;
  readonly monday: string;
  readonly sunday: string;
  /** Calls by half hours from the opening on. */
  readonly before: readonly ObservedDay[];
  readonly came: readonly number[];
  /** Of the day, each of five minutes. */
  readonly intervals: number;
  /** Weekdays that are usually worked, and not in this week. */
  readonly closed: readonly string[];
}

/** @throws CannotPlay when there is no such day */
export function knownWeek(history: readonly ObservedDay[], at: number): KnownWeek {
  const day = history[at];
  if (day === undefined) throw new CannotPlay(`There is no day ${at} to forecast.`);
  const first = dayNumber(day.date) - weekdayOf(dayNumber(day.date));
  const monday = dateOf(first);
  const byHalfHour = history.map(({ date, values }) => ({ date, values: grouped(values, INTERVALS) }));
  const worked = new Set(history.map(({ date }) => date));
  const usual = new Set(history.map(({ date }) => weekdayOf(dayNumber(date))));
  return {
    ...{ date: day.date, monday, sunday: dateOf(first + 6), came: byHalfHour[at]!.values },
    intervals: day.values.length,
    before: byHalfHour.filter(({ date }) => date < monday),
    closed: Array.from({ length: 7 }, (_, weekday) => dateOf(first + weekday)).filter(
      (date, weekday) => usual.has(weekday) && !worked.has(date),
    ),
  };
}

/** As a file that planning groups import: a line for each day. @param opensAt minutes after midnight */
export function volumesFile(days: readonly ObservedDay[], opensAt: number): string {
  const times = (days[0]?.values ?? []).map((_, at) => clock(opensAt + at * 30));
  return [['date', ...times], ...days.map(({ date, values }) => [date, ...values])]
    .map((line) => line.join())
    .join('\n');
}

/** @param minutes after midnight */
export function clock(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
