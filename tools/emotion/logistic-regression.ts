export interface Example {
  /** By the number of each feature: how much of it there is. */
  readonly features: ReadonlyMap<number, number>;
  readonly positive: boolean;
  /** How much it counts. */
  readonly weight: number;
}

export interface LearntWeights {
  readonly bias: number;
  readonly weights: readonly number[];
}

const ROUNDS = 600;
const RATE = 0.05;
const [FIRST_DECAY, SECOND_DECAY, TINY] = [0.9, 0.999, 1e-8];

/**
 * Weights of a logistic regression by the Adam method (Kingma & Ba 2015) over all examples at once: the same examples give the same weights.
 * @param penalties of each feature's squared weight, in units of the examples' summed log-likelihood.
 */
export function learn(examples: readonly Example[], penalties: readonly number[]): LearntWeights {
  const size = penalties.length;
  const [values, first, second] = [size + 1, size + 1, size + 1].map((length) => new Float64Array(length));
  for (let round = 1; round <= ROUNDS; round += 1) {
    const slope = slopeAt(values!, examples, penalties);
    for (let at = 0; at <= size; at += 1) {
      first![at] = FIRST_DECAY * first![at]! + (1 - FIRST_DECAY) * slope[at]!;
      second![at] = SECOND_DECAY * second![at]! + (1 - SECOND_DECAY) * slope[at]! ** 2;
      const [mean, spread] = [first![at]! / (1 - FIRST_DECAY ** round), second![at]! / (1 - SECOND_DECAY ** round)];
      values![at]! -= (RATE * mean) / (Math.sqrt(spread) + TINY);
    }
  }
  return { bias: values![size]!, weights: [...values!.slice(0, size)] };
}

function slopeAt(values: Float64Array, examples: readonly Example[], penalties: readonly number[]): Float64Array {
  const slope = Float64Array.from(values, (value, at) => (penalties[at] ?? 0) * value);
  const last = values.length - 1;
  for (const { features, positive, weight } of examples) {
    let sum = values[last]!;
    for (const [feature, amount] of features) sum += values[feature]! * amount;
    const wrong = weight * (1 / (1 + Math.exp(-sum)) - (positive ? 1 : 0));
    for (const [feature, amount] of features) slope[feature]! += wrong * amount;
    slope[last]! += wrong;
  }
  return slope;
}
