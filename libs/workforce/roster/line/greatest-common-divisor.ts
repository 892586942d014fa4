/** Of whole numbers; 1 where there are none. */
export function greatestCommonDivisor(numbers: readonly number[]): number {
  const pair = (a: number, b: number): number => (b === 0 ? a : pair(b, a % b));
  return numbers.length === 0 ? 1 : numbers.reduce(pair);
}
