import { dayProfiles, type ProfileSettings } from './day-profile.js';
import { dayTotals, type DayTotalSettings } from './day-totals.js';
import type { Forecaster } from '../forecaster.js';

export type DayByDaySettings = DayTotalSettings & ProfileSettings;

/** The days' totals, spread over the intervals. */
export function dayByDay(name: string, settings: DayByDaySettings): Forecaster {
  return {
    name,
    forecast: (history, ahead) => {
      const totals = dayTotals(history, ahead, settings);
      return dayProfiles(history, ahead, settings).map((shares, at) => shares.map((share) => share * totals[at]!));
    },
  };
}
