/** Of somebody who comes while all are busy. Rates per second. */
export interface OfferedWait {
  /** By how many are before them. */
  readonly weights: readonly number[];
  /** At which the first place is left. */
  readonly firstRate: number;
  /** By how much faster each further place is left. */
  readonly step: number;
}

/**
 * The sum of the weights times the probability that the places before take longer than `seconds`. With c the first rate, s the
 * step and x = 1 − e^(−s·t), the probability with j before is the sum over i = 0 … j of a negative binomial's terms,
 * m(0) = e^(−c·t), m(i + 1) = m(i)·x·(c/s + i) / (i + 1): how many of a pure death process are left. The terms go by
 * their logarithms, since e^(−c·t) is 0 for a computer with thousands of agents.
 */
export function weightOfLonger({ weights, firstRate, step }: OfferedWait, seconds: number): number {
  const over = -Math.expm1(-step * seconds);
  let logTerm = -firstRate * seconds;
  let longer = 0;
  let sum = 0;
  weights.forEach((weight, before) => {
    longer += Math.exp(logTerm);
    sum += weight * longer;
    logTerm += Math.log((over * (firstRate / step + before)) / (before + 1));
  });
  return sum;
}
