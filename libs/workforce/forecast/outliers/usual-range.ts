import { MAD_TO_SIGMA } from './soundness.js';

/** What is usual of a value: its middle, and how far around it values lie, as a standard deviation. */
export interface UsualRange {
  readonly middle: number;
  readonly spread: number;
}

/** So few say nothing of what is usual. */
const FEWEST = 3;
/** Further than so many standard deviations is not chance. */
const ODD = 4;

/** By medians, so that less than half of the values may be anything. @returns null: there are too few */
export function usualRange(values: readonly number[]): UsualRange | null {
  if (values.length < FEWEST) return null;
  const middle = medianOf(values);
  return { middle, spread: MAD_TO_SIGMA * medianOf(values.map((value) => Math.abs(value - middle))) };
}

/** How far from the middle is not odd yet. @param chance standard deviation that a value has by its own small number, however alike others are */
export function reachOf({ spread }: UsualRange, chance: number): number {
  return ODD * Math.max(spread, chance);
}

export function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
