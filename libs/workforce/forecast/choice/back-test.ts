import { dayNumber } from '../civil-date.js';
import type { Forecaster } from '../forecaster.js';
import { weightOf, type ObservedDay } from '../history.js';

export interface BackTestSettings {
  /** Days at the end of the history that are forecast as if they were not known. */
  readonly days: number;
  /** Days that are forecast at once, each from all that was known before the first of them. */
  readonly horizon: number;
}

/** A day as it was forecast, beside what came. */
export interface ForecastOnce {
  readonly date: string;
  /** How many days before it the history ends: 1 is the day before. */
  readonly daysAhead: number;
  readonly actual: readonly number[];
  readonly forecast: readonly number[];
}

/** Rolling origin (Tashman 2000): the forecaster never sees a day it is asked about, or any later one. Of days that count for nothing it is not asked. */
export function backTest(
  { forecast }: Forecaster,
  history: readonly ObservedDay[],
  { days, horizon }: BackTestSettings,
): ForecastOnce[] {
  const once: ForecastOnce[] = [];
  for (let origin = history.length - days; origin < history.length; origin += horizon) {
    const ahead = history.slice(origin, origin + horizon);
    const known = ahead.map(({ values: _, weight: __, ...day }) => day);
    const said = forecast(history.slice(0, origin), known);
    const end = dayNumber(history[origin - 1]!.date);
    ahead.forEach((day, place) => {
      if (weightOf(day) === 0) return;
      const { date, values: actual } = day;
      once.push({ date, daysAhead: dayNumber(date) - end, actual, forecast: said[place]! });
    });
  }
  return once;
}
