import { AngerFeatures, GRAM } from '#libs/quality-rules/inspection/emotion/anger-features';
import type { AngerWeights } from '#libs/quality-rules/inspection/emotion/anger';
import { candidates } from './candidates.js';
import { learn, type Example } from './logistic-regression.js';

export interface Taught {
  readonly text: string;
  readonly angry: boolean;
  readonly from: 'sayings' | 'dialogues';
}

/** Chosen by cross-validation within the taught half. */
const PENALTY = { sign: 0.3, gram: 2 };
const COUNTS = { sayings: 1, dialogues: 0.6 };
const LEAST_OF_A_GRAM = 0.05;
const MOST_OF_A_FEATURE = 2;

/** Weights of signs, of pieces of the sayings and of how loud they are. What is in the sayings' pieces alone is left out when it weighs little. */
export function learntFrom(taught: readonly Taught[]): AngerWeights {
  const pieces = candidates(taught.filter(({ from }) => from === 'sayings').map(({ text }) => text));
  const features = new AngerFeatures(pieces);
  const numbers = new Map<string, number>();
  const examples = taught.flatMap(({ text, angry, from }) =>
    features.of(text).map((sentence): Example => ({
      features: amounts(sentence.features, numbers),
      ...{ positive: angry, weight: COUNTS[from] },
    })),
  );
  const penalties = [...numbers.keys()].map((name) => (name.startsWith(GRAM) ? PENALTY.gram : PENALTY.sign));
  const { bias, weights } = learn(examples, penalties);
  const named = [...numbers].map(([name, number]) => [name, rounded(weights[number]!)] as const);
  const kept = named.filter(([name, weight]) => !name.startsWith(GRAM) || Math.abs(weight) >= LEAST_OF_A_GRAM);
  return { bias: rounded(bias), weights: new Map(kept) };
}

function amounts(features: readonly { name: string; amount: number }[], numbers: Map<string, number>) {
  const sums = new Map<number, number>();
  for (const { name, amount } of features) {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    sums.set(number, Math.min(MOST_OF_A_FEATURE, (sums.get(number) ?? 0) + amount));
  }
  return sums;
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
