import { dayNumber, weekdayOf } from './civil-date.js';
import type { Forecaster } from './forecaster.js';
import type { ObservedDay } from './history.js';

/**
 * What planners do by hand: the last days of the same weekday, each with its weight (`sourceDays` of Genesys Cloud).
 * @param weights of the last one, the one before it and so on
 */
export function sameWeekdays(name: string, weights: readonly number[]): Forecaster {
  return byWeekday(name, weights.length, (days) => {
    const used = weights.slice(0, days.length);
    const all = used.reduce((sum, weight) => sum + weight, 0);
    return days[0]!.values.map((_, at) =>
      days.reduce((sum, { values }, place) => sum + (used[place]! / all) * values[at]!, 0),
    );
  });
}

/** The middle one of the last days of the same weekday, interval by interval. */
export function medianOfWeekdays(name: string, count: number): Forecaster {
  return byWeekday(name, count, (days) =>
    days[0]!.values.map((_, at) => {
      const sorted = days.map(({ values }) => values[at]!).sort((a, b) => a - b);
      const middle = sorted.length >> 1;
      return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
    }),
  );
}

/** A weekday that was never worked is like the last day there was. */
function byWeekday(name: string, count: number, of: (lastFirst: readonly ObservedDay[]) => number[]): Forecaster {
  return {
    name,
    forecast: (history, ahead) =>
      ahead.map(({ date }) => {
        const weekday = weekdayOf(dayNumber(date));
        const same = history.filter((day) => weekdayOf(dayNumber(day.date)) === weekday).slice(-count);
        return of(same.length > 0 ? same.reverse() : [history.at(-1)!]);
      }),
  };
}
