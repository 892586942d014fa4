/** What is further away than so many usual distances counts for little (Huber 1964). */
const ODD = 3;
/** Days never are more alike than this share. */
const ALIKE = 0.02;
/** Of a normal distribution, the standard deviation in median absolute deviations. */
export const MAD_TO_SIGMA = 1.4826;

/**
 * How much each day counts, by how far it is from what explains it: 1, and less from so many usual distances on.
 * @param residuals logarithms @param trusted weights; what has none says nothing of what is usual
 */
export function soundness(residuals: readonly number[], trusted: readonly number[]): number[] {
  const sizes = residuals.map(Math.abs);
  const sorted = sizes.filter((_, at) => trusted[at]! > 0).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)]!;
  const usual = Math.max(ALIKE, MAD_TO_SIGMA * median);
  return sizes.map((size) => (size <= ODD * usual ? 1 : (ODD * usual) / size));
}
