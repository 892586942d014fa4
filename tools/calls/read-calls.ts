import { readFileSync } from 'node:fs';
import { dateOf, dayNumber, weekdayOf } from '#libs/workforce/forecast/civil-date';
import type { ObservedDay } from '#libs/workforce/forecast/history';
import { placedInWeeks } from '#libs/workforce/forecast/placed-in-weeks';

/** The first day of the series of a North American bank, whose file counts days and leaves dates out. */
const BANK_BEGAN = '2003-03-03';

/**
 * Calls for each day and interval. Two shapes: `day,interval,calls` with days that are counted, or `date,00:00,00:05,…` with a row for each day.
 * @param start date of day 0, where days are counted: weekdays only
 */
export function readCalls(path: string, start = BANK_BEGAN): ObservedDay[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const cells = lines.map((line) => line.split(','));
  if (head.startsWith('date,')) return cells.map(([date = '', ...values]) => ({ date, values: values.map(Number) }));
  if (head.trim() !== 'day,interval,calls') throw new Error(`${path} has neither of the shapes that can be read.`);
  const days = Map.groupBy(cells, ([day]) => Number(day));
  const values = [...days.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, day]) => day.sort(([, a], [, b]) => Number(a) - Number(b)).map(([, , calls]) => Number(calls)));
  return dated(values, start);
}

function dated(values: readonly number[][], start: string): ObservedDay[] {
  const first = dayNumber(start);
  let week = first - weekdayOf(first);
  let last = -1;
  return placedInWeeks(values, weekdayOf(first)).map((weekday, at) => {
    if (weekday <= last) week += 7;
    last = weekday;
    return { date: dateOf(week + weekday), values: values[at]! };
  });
}
