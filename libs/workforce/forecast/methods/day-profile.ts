import { kindsOf } from '../day-kinds.js';
import { totalOf, weightOf, type ObservedDay, type WorkedDay } from '../history.js';
import { repairedShares } from '../outliers/repaired-shares.js';

export interface ProfileSettings {
  /** Of the weight of a week, what is left of it a week later. */
  readonly memory: number;
  /** How much of it is of all weekdays together, 0 to 1: more where days are few or quiet. */
  readonly shared: number;
  /** Intervals on either side that speak for an interval too. */
  readonly smoothing: number;
}

/** How each day ahead is spread over its intervals: shares that are 1 together. What was odd on a day is repaired. */
export function dayProfiles(
  history: readonly ObservedDay[],
  ahead: readonly WorkedDay[],
  { memory, shared, smoothing }: ProfileSettings,
): number[][] {
  const kinds = kindsOf([...history, ...ahead]);
  const today = kinds[history.length - 1]!.day;
  const intervals = history[0]!.values.length;
  const all = new Float64Array(intervals);
  const ofWeekday = Array.from({ length: 7 }, () => new Float64Array(intervals));
  const weights = new Array<number>(7).fill(0);
  const shares = repairedShares(
    history.map((day, at) => ({ values: day.values, weight: weightOf(day), weekday: kinds[at]!.weekday })),
  );
  history.forEach((observed, place) => {
    const { day, weekday } = kinds[place]!;
    if (totalOf(observed.values) === 0) return;
    const share = shares[place]!;
    const weight = weightOf(observed) * memory ** ((today - day) / 7);
    weights[weekday]! += weight;
    const own = ofWeekday[weekday]!;
    for (let at = 0; at < intervals; at++) own[at]! += weight * share[at]!;
    for (let at = 0; at < intervals; at++) all[at]! += weight * share[at]!;
  });
  const everyDay = weights.reduce((sum, weight) => sum + weight, 0);
  const profiles = weights.map((weight, weekday) => {
    const own = weight > 0 ? 1 - shared : 0;
    const mixed = Array.from(all, (value, at) => {
      const common = everyDay > 0 ? value / everyDay : 1 / intervals;
      return own === 0 ? common : (own * ofWeekday[weekday]![at]!) / weight + (1 - own) * common;
    });
    return asShares(smoothed(mixed, smoothing));
  });
  return ahead.map((_, place) => profiles[kinds[history.length + place]!.weekday]!);
}

/** Each with its neighbours, the nearer the more. */
function smoothed(values: readonly number[], reach: number): number[] {
  return values.map((_, middle) => {
    let sum = 0;
    let weights = 0;
    for (let at = Math.max(0, middle - reach); at <= Math.min(values.length - 1, middle + reach); at++) {
      const weight = 1 - Math.abs(at - middle) / (reach + 1);
      sum += weight * values[at]!;
      weights += weight;
    }
    return sum / weights;
  });
}

function asShares(values: readonly number[]): number[] {
  const total = totalOf(values);
  return values.map((value) => value / total);
}
