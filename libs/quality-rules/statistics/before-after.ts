import { Dice } from '#libs/kernel/dice';
import { meanInterval, sumsOf, type Estimate } from './intervals.js';
import { studentBelow } from './quantiles.js';

/** Somebody's mean before and after. */
export interface Pair {
  readonly before: number;
  readonly after: number;
}

export interface Change {
  readonly before: number | null;
  readonly after: number | null;
  /** Of the differences, with the interval of a paired t test. */
  readonly difference: Estimate;
  /** The same interval by resampling people, which asks for no normal spread; null for fewer than two. */
  readonly bootstrap: { readonly low: number; readonly high: number } | null;
  /** How likely so great a difference is where there is none (two-sided paired t test); null where nothing is known of the spread. */
  readonly p: number | null;
}

const RESAMPLES = 2_000;

/** What changed for people between two times: each is compared with themselves. The same seed gives the same bounds. */
export function beforeAfter(pairs: readonly Pair[], seed: number, confidence = 0.95): Change {
  const differences = pairs.map(({ before, after }) => after - before);
  const difference = meanInterval(sumsOf(differences), confidence);
  return {
    before: meanInterval(sumsOf(pairs.map(({ before }) => before))).mean,
    after: meanInterval(sumsOf(pairs.map(({ after }) => after))).mean,
    difference,
    bootstrap: differences.length < 2 ? null : resampled(differences, new Dice(seed), confidence),
    p: pOf(differences, difference.mean),
  };
}

function resampled(differences: readonly number[], dice: Dice, confidence: number) {
  const n = differences.length;
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < n; drawn += 1) sum += dice.oneOf(differences);
    return sum / n;
  }).toSorted((one, other) => one - other);
  const at = (share: number) => means[Math.min(RESAMPLES - 1, Math.floor(share * RESAMPLES))]!;
  return { low: at((1 - confidence) / 2), high: at((1 + confidence) / 2) };
}

function pOf(differences: readonly number[], mean: number | null): number | null {
  const n = differences.length;
  if (n < 2 || mean === null) return null;
  const { squares } = sumsOf(differences.map((each) => each - mean));
  if (squares === 0) return null;
  const t = mean / Math.sqrt(squares / (n - 1) / n);
  return 2 * (1 - studentBelow(Math.abs(t), n - 1));
}
