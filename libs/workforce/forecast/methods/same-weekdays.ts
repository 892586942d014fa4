import { dayNumber, weekdayOf } from '../civil-date.js';
import type { Forecaster } from '../forecaster.js';
import { weightOf, type ObservedDay } from '../history.js';

/**
 * What planners do by hand: the last days of the same weekday, each with its weight (`sourceDays` of Genesys Cloud).
 * @param weights of the last one, the one before it and so on
 */
export function sameWeekdays(name: string, weights: readonly number[]): Forecaster {
  return byWeekday(name, weights.length, (days) => {
    const used = weights.slice(0, days.length).map((weight, at) => weight * weightOf(days[at]!));
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
      const sorted = days
        .map((day) => ({ value: day.values[at]!, weight: weightOf(day) }))
        .sort((a, b) => a.value - b.value);
      return middleOf(sorted);
    }),
  );
}

/** Half of the weight is below it and half above. @param sorted by value */
function middleOf(sorted: readonly { readonly value: number; readonly weight: number }[]): number {
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let below = 0;
  for (const [at, { value, weight }] of sorted.entries()) {
    below += weight;
    if (below > half) return value;
    if (below === half) return (value + sorted[at + 1]!.value) / 2;
  }
  return sorted.at(-1)!.value;
}

/** A weekday that was never worked is like the last day there was. */
function byWeekday(name: string, count: number, of: (lastFirst: readonly ObservedDay[]) => number[]): Forecaster {
  return {
    name,
    forecast: (history, ahead) => {
      const learnt = history.filter((day) => weightOf(day) > 0);
      return ahead.map(({ date }) => {
        const weekday = weekdayOf(dayNumber(date));
        const same = learnt.filter((day) => weekdayOf(dayNumber(day.date)) === weekday).slice(-count);
        return of(same.length > 0 ? same.reverse() : [learnt.at(-1)!]);
      });
    },
  };
}
