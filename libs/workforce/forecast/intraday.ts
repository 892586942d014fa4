import type { Uncertainty } from './prediction-interval.js';

/**
 * The rest of a day, after its first intervals are known: what came is compared with what was expected, and the rest scaled by as much
 * of the difference as is not chance. The day's level has a prior of `drift` around the forecast, what came so far says ±√(noise/E): their
 * precisions are added (Shen & Huang 2008, with a single factor).
 * @param expected of the whole day @param came in its first intervals
 * @returns what came, and the rest as it is expected now
 */
export function reforecast(expected: readonly number[], came: readonly number[], uncertainty: Uncertainty): number[] {
  const { noise, drift } = uncertainty;
  const hoped = expected.slice(0, came.length).reduce((sum, value) => sum + value, 0);
  const arrived = came.reduce((sum, value) => sum + value, 0);
  if (hoped <= 0) return [...came, ...expected.slice(came.length)];
  const prior = drift ** 2;
  const trust = prior / (prior + noise / hoped);
  const factor = 1 + trust * (arrived / hoped - 1);
  return [...came, ...expected.slice(came.length).map((value) => value * factor)];
}
