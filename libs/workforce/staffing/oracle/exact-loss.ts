/** Erlang's loss formula as it is written, A^n/n! over the sum of all A^k/k!, in whole numbers without rounding. */
export function exactLoss(
  erlangs: { readonly numerator: bigint; readonly denominator: bigint },
  lines: number,
): number {
  const { numerator, denominator } = erlangs;
  let term = 1n;
  let sum = 1n;
  // Both are multiplied by line·denominator in each step, so that nothing is ever divided.
  for (let line = 1n; line <= BigInt(lines); line += 1n) {
    term *= numerator;
    sum = sum * line * denominator + term;
  }
  return Number((term * 10n ** 18n) / sum) / 1e18;
}
