import type { ObservedDay, WorkedDay } from './history.js';

/** Says of the days ahead what will come, from the days before them. */
export interface Forecaster {
  readonly name: string;
  /**
   * One value for each interval of each day ahead.
   * @param ahead every day that is worked from the end of the history on: a day that is left out is closed
   */
  readonly forecast: (history: readonly ObservedDay[], ahead: readonly WorkedDay[]) => number[][];
}

/** The mean of several. */
export function together(name: string, forecasters: readonly Forecaster[]): Forecaster {
  return {
    name,
    forecast: (history, ahead) => {
      const all = forecasters.map(({ forecast }) => forecast(history, ahead));
      return all[0]!.map((day, at) =>
        day.map((_, interval) => all.reduce((sum, each) => sum + each[at]![interval]!, 0) / all.length),
      );
    },
  };
}
