import type { Forecaster } from './forecaster.js';
import type { ObservedDay } from './history.js';

export interface BackTestSettings {
  /** Days at the end of the history that are forecast as if they were not known. */
  readonly days: number;
  /** Days that are forecast at once, each from all that was known before the first of them. */
  readonly horizon: number;
}

/** A day as it was forecast, beside what came. */
export interface ForecastOnce {
  readonly date: string;
  /** How many days before it the forecast was made: 1 is the day before. */
  readonly daysAhead: number;
  readonly actual: readonly number[];
  readonly forecast: readonly number[];
}

/** Rolling origin (Tashman 2000): the forecaster never sees a day it is asked about, or any later one. */
export function backTest(
  { forecast }: Forecaster,
  history: readonly ObservedDay[],
  { days, horizon }: BackTestSettings,
): ForecastOnce[] {
  const once: ForecastOnce[] = [];
  for (let origin = history.length - days; origin < history.length; origin += horizon) {
    const ahead = history.slice(origin, origin + horizon);
    const known = ahead.map(({ values: _, ...day }) => day);
    const said = forecast(history.slice(0, origin), known);
    ahead.forEach(({ date, values }, place) =>
      once.push({ date, daysAhead: place + 1, actual: values, forecast: said[place]! }),
    );
  }
  return once;
}
