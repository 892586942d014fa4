import { totalOf } from '../history.js';
import { medianOf, reachOf, usualRange, type UsualRange } from './usual-range.js';

/** How one day was spread over its intervals. */
export interface SpreadDay {
  readonly weekday: number;
  readonly values: readonly number[];
  readonly weight: number;
}

/** Days of the same weekday that say what is usual: as many as agree soon on another way a day is spread. */
const LAST = 9;
/** A day that is so many times as far from the usual one as days are is unlike any other. */
const FAR = 2.5;
/** Of a normal distribution, the mean absolute deviation in standard deviations. */
const MEAN_DEVIATION = 0.8;

/**
 * Each day's shares of its total; those that are far from the usual one of the interval on that weekday are replaced by it (Hampel 1974), and a
 * day that as a whole is spread unlike any other, e.g. by an outage of hours, is spread as usual. Chance counts: few contacts are odd less soon.
 */
export function repairedShares(days: readonly SpreadDay[]): (readonly number[])[] {
  const shares = days.map(({ values }) => {
    const total = totalOf(values);
    return values.map((value) => (total > 0 ? value / total : 0));
  });
  const usual = Array.from({ length: 7 }, (_, weekday) => {
    const known = shares.filter((_, at) => {
      const day = days[at]!;
      return day.weekday === weekday && day.weight > 0 && totalOf(day.values) > 0;
    });
    return usualSpread(known.slice(-LAST));
  });
  return shares.map((own, at) => {
    const spread = usual[days[at]!.weekday];
    return spread ? repaired(own, totalOf(days[at]!.values), spread) : own;
  });
}

interface UsualSpread {
  readonly ranges: readonly UsualRange[];
  readonly middles: readonly number[];
  /** Σ|share − middle|, of the day in the middle. */
  readonly distance: number;
}

function usualSpread(days: readonly (readonly number[])[]): UsualSpread | null {
  if (!usualRange(days.map(() => 0))) return null;
  const ranges = days[0]!.map((_, at) => usualRange(days.map((day) => day[at]!))!);
  const middles = ranges.map(({ middle }) => middle);
  return { ranges, middles, distance: medianOf(days.map((day) => distanceOf(day, middles))) };
}

function repaired(shares: readonly number[], total: number, { ranges, middles, distance }: UsualSpread) {
  if (total === 0) return shares;
  const chance = MEAN_DEVIATION * middles.reduce((sum, middle) => sum + Math.sqrt(middle / total), 0);
  if (distanceOf(shares, middles) > FAR * Math.max(distance, chance)) return middles;
  const odd = shares.map((share, at) => {
    const range = ranges[at]!;
    return Math.abs(share - range.middle) > reachOf(range, Math.sqrt(range.middle / total + 1 / total ** 2));
  });
  const sound = totalOf(shares.filter((_, at) => !odd[at]));
  const usual = totalOf(middles.filter((_, at) => odd[at]));
  if (sound === 0) return middles;
  return shares.map((share, at) => (odd[at] ? middles[at]! : (share * (1 - usual)) / sound));
}

function distanceOf(shares: readonly number[], middles: readonly number[]): number {
  return shares.reduce((sum, share, at) => sum + Math.abs(share - middles[at]!), 0);
}
