/** Probabilities by number: `[0.2, 0.8]` is none with 0.2, one with 0.8. */
export type Distribution = readonly number[];

/** @returns the distribution of how many of `trials` come true, each with its own probability */
export function sumOf(trials: readonly number[]): Distribution {
  return trials.reduce<Distribution>(withOne, [1]);
}

/** The distribution with one more trial. */
export function withOne(before: Distribution, probability: number): Distribution {
  const after = Array.from<number>({ length: before.length + 1 }).fill(0);
  for (const [count, share] of before.entries()) {
    after[count]! += share * (1 - probability);
    after[count + 1]! += share * probability;
  }
  return after;
}

/** How many calls stay without an agent on average, by the number of calls: E[(n − S)⁺] for n from 0 to `most`. */
export function shortfalls(supply: Distribution, most: number): readonly number[] {
  const expected = [0];
  let atMost = 0;
  for (let calls = 0; calls < most; calls++) {
    atMost += supply[calls] ?? 0;
    expected.push(expected[calls]! + atMost);
  }
  return expected;
}

/** The same for a number of calls that is not certain: E[(D − S)⁺], both independent. */
export function expectedExcess(demand: Distribution, shortfall: readonly number[]): number {
  return demand.reduce((excess, share, calls) => excess + share * shortfall[calls]!, 0);
}

/**
 * The probability that a call which has lasted `elapsedMs` ends within `withinMs`, by the durations measured; 0 where none says
 * anything of so long a call.
 */
export function endsWithin(durations: readonly number[], elapsedMs: number, withinMs: number): number {
  const longer = durations.filter((duration) => duration > elapsedMs);
  if (longer.length === 0) return 0;
  return longer.filter((duration) => duration <= elapsedMs + withinMs).length / longer.length;
}
