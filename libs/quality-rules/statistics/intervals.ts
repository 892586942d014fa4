import { normalQuantile, studentQuantile } from './quantiles.js';

/** What is known of some numbers without having them. */
export interface Sums {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

/** An estimate; the bounds are null where too few numbers say nothing of their spread. */
export interface Estimate {
  readonly n: number;
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export function sumsOf(values: readonly number[]): Sums {
  return values.reduce(
    ({ n, sum, squares }, value) => ({ n: n + 1, sum: sum + value, squares: squares + value ** 2 }),
    {
      ...{ n: 0, sum: 0, squares: 0 },
    },
  );
}

/**
 * The mean and its Student-t interval. With `population` the spread shrinks by how much of it was seen: all of it leaves no doubt.
 * Two numbers at least make an interval.
 */
export function meanInterval({ n, sum, squares }: Sums, confidence = 0.95, population = Infinity): Estimate {
  if (n === 0) return { n, mean: null, low: null, high: null };
  const mean = sum / n;
  if (n >= population) return { n, mean, low: mean, high: mean };
  if (n === 1) return { n, mean, low: null, high: null };
  const variance = Math.max(0, (squares - n * mean ** 2) / (n - 1));
  const unseen = population === Infinity ? 1 : (population - n) / (population - 1);
  const half = studentQuantile((1 + confidence) / 2, n - 1) * Math.sqrt((variance / n) * unseen);
  return { n, mean, low: mean - half, high: mean + half };
}

/** A share and its interval by Wilson (1927): honest for few, and for none or all. */
export function wilsonInterval(hits: number, n: number, confidence = 0.95): Estimate {
  if (n === 0) return { n, mean: null, low: null, high: null };
  const z2 = normalQuantile((1 + confidence) / 2) ** 2;
  const share = hits / n;
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = Math.sqrt(z2 * ((share * (1 - share)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  return { n, mean: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** How many make a share known to ± `error`: n = z²p(1−p)/e², of a population N n/(1+(n−1)/N) (domain-rules D5). */
export function sampleSize(error: number, { population = Infinity, share = 0.5, confidence = 0.95 } = {}): number {
  const n = (normalQuantile((1 + confidence) / 2) ** 2 * share * (1 - share)) / error ** 2;
  return Math.ceil(n / (1 + (n - 1) / population));
}
