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

/** Contacts of the usual handle time that stand against what was seen: few of them say little. */
const PRIOR_CONTACTS = 50;

/**
 * Handle times of the rest of a day: as much longer or shorter as those that were seen, drawn to what was expected by how few they were.
 * @param expected seconds, of the whole day @param seen in its first intervals: how many, and how long together in seconds
 */
export function reforecastHandleTimes(
  expected: readonly number[],
  seen: readonly { readonly handled: number; readonly handledSeconds: number }[],
): number[] {
  const usual = seen.reduce((sum, { handled }, at) => sum + handled * expected[at]!, 0);
  const came = seen.reduce((sum, { handledSeconds }) => sum + handledSeconds, 0);
  const prior = (PRIOR_CONTACTS * expected.reduce((sum, each) => sum + each, 0)) / Math.max(1, expected.length);
  const factor = usual + prior > 0 ? (came + prior) / (usual + prior) : 1;
  return expected.map((seconds, at) => (at < seen.length ? seconds : seconds * factor));
}
