import { dayByDay } from './day-by-day.js';
import { together, type Forecaster } from '../forecaster.js';
import { medianOfWeekdays, sameWeekdays } from './same-weekdays.js';

export const SEASONAL_NAIVE = sameWeekdays('seasonal naive', [1]);
export const FOUR_WEEKS = sameWeekdays('mean of the last four same weekdays', [1, 1, 1, 1]);

const PROFILE = { memory: 0.95, shared: 0.2, smoothing: 2 };
const steady = dayByDay('day by day, steady level', { ...PROFILE, levelGain: 0.05 });
const usual = dayByDay('day by day', { ...PROFILE, levelGain: 0.15 });
const nimble = dayByDay('day by day, nimble level', { ...PROFILE, levelGain: 0.4 });
const quiet = dayByDay('day by day, for quiet groups', { levelGain: 0.1, memory: 0.98, shared: 0.5, smoothing: 4 });
const rising = dayByDay('day by day, damped trend', {
  ...{ ...PROFILE, levelGain: 0.15 },
  trend: { gain: 0.03, damping: 0.98 },
});
const risingLong = dayByDay('day by day, long trend', {
  ...{ ...PROFILE, levelGain: 0.15 },
  trend: { gain: 0.01, damping: 0.995 },
});
const unseasonal = dayByDay('day by day, without the season', { ...PROFILE, levelGain: 0.15, withoutSeason: true });
const median = medianOfWeekdays('median of the last six same weekdays', 6);

const levels = together('day by day, levels together', [steady, usual, nimble]);

/** Those that heed events and drivers: the others would take a day with a sale for any other day. */
export const DRIVEN: readonly Forecaster[] = [
  ...[steady, usual, nimble, quiet, levels],
  ...[rising, risingLong, unseasonal],
];

/** What the choice is made from; each is a method by itself, so that what was chosen can be said. */
export const CANDIDATES: readonly Forecaster[] = [
  SEASONAL_NAIVE,
  FOUR_WEEKS,
  sameWeekdays('weighted last six same weekdays', [6, 5, 4, 3, 2, 1]),
  median,
  steady,
  usual,
  nimble,
  quiet,
  levels,
  rising,
  risingLong,
  unseasonal,
  together('day by day and the median together', [usual, median]),
];
