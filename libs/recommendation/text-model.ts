import { vectorOf, vocabularyOf, type Vector, type Vocabulary } from './tf-idf.js';
import { featuresOf } from './words.js';

export interface Example {
  readonly text: string;
  readonly label: string;
}

/** As it is kept: numbers anybody can read. */
export interface TrainedModel {
  readonly labels: readonly string[];
  readonly texts: number;
  /** Feature → in how many texts it is, and its weight for each label. */
  readonly features: Readonly<Record<string, readonly [frequency: number, weights: readonly number[]]>>;
  /** For each label. */
  readonly biases: readonly number[];
  /** Divides the scores, so that a confidence of 0.8 is right about eight times in ten. */
  readonly temperature: number;
}

export interface Ranked {
  readonly label: string;
  /** 0 to 1; those of all labels are 1 together. */
  readonly confidence: number;
  /** What spoke for it more than for the others, the weightiest first. */
  readonly words: readonly { readonly word: string; readonly weight: number }[];
}

export interface Training {
  /** Passes over all examples. */
  readonly epochs: number;
  readonly rate: number;
  /** L2, for each pass. */
  readonly shrink: number;
  readonly leastTexts: number;
  readonly seed: number;
}

export const USUAL_TRAINING: Training = { epochs: 40, rate: 2, shrink: 0.002, leastTexts: 2, seed: 1 };

const SHOWN = 6;
/** Examples after which others may have the processor. */
const AT_ONCE = 200;

interface Fitted {
  readonly labels: readonly string[];
  readonly vocabulary: Vocabulary;
  readonly weights: ReadonlyMap<string, Float64Array>;
  readonly biases: Float64Array;
}

/**
 * Multinomial logistic regression over TF-IDF of words and pairs of words, by stochastic gradient descent in a seeded order:
 * the same examples give the same model. Each step of the generator is some milliseconds of work.
 */
export function* train(examples: readonly Example[], training = USUAL_TRAINING): Generator<void, TrainedModel> {
  const held = examples.filter((_, place) => place % 5 === 4);
  const rest = examples.filter((_, place) => place % 5 !== 4);
  const partial = yield* fit(rest, training);
  const temperature = held.length === 0 ? 1 : temperatureFor(partial, held);
  const whole = yield* fit(examples, training);
  const features = [...whole.weights].map(([feature, weights]) => {
    return [feature, [whole.vocabulary.frequencies.get(feature)!, [...weights].map(rounded)]] as const;
  });
  return {
    labels: whole.labels,
    texts: examples.length,
    features: Object.fromEntries(features),
    biases: [...whole.biases].map(rounded),
    temperature,
  };
}

/** All at once. */
export function trained(examples: readonly Example[], training = USUAL_TRAINING): TrainedModel {
  const steps = train(examples, training);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Asks a trained model. */
export class TextModel {
  readonly #fitted: Fitted;

  constructor(private readonly model: TrainedModel) {
    const features = Object.entries(model.features);
    this.#fitted = {
      labels: model.labels,
      vocabulary: { texts: model.texts, frequencies: new Map(features.map(([name, [count]]) => [name, count])) },
      weights: new Map(features.map(([name, [, weights]]) => [name, Float64Array.from(weights)])),
      biases: Float64Array.from(model.biases),
    };
  }

  /** The likeliest first. */
  rank(text: string): Ranked[] {
    const { labels, vocabulary, weights } = this.#fitted;
    const vector = vectorOf(featuresOf(text), vocabulary);
    const confidence = softmax(scoresOf(this.#fitted, vector), this.model.temperature);
    const ranked = labels.map((label, place) => ({
      label,
      confidence: confidence[place]!,
      words: [...vector]
        .map(([word, value]) => ({ word, weight: value * above(weights.get(word)!, place) }))
        .filter(({ weight }) => weight > 0)
        .sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
        .slice(0, SHOWN),
    }));
    return ranked.sort((a, b) => b.confidence - a.confidence || (a.label < b.label ? -1 : 1));
  }
}

function* fit(
  examples: readonly Example[],
  { epochs, rate, shrink, leastTexts, seed }: Training,
): Generator<void, Fitted> {
  const texts = examples.map(({ text }) => featuresOf(text));
  const vocabulary = vocabularyOf(texts, leastTexts);
  const vectors = texts.map((features) => [...vectorOf(features, vocabulary)]);
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  const targets = examples.map(({ label }) => labels.indexOf(label));
  const weights = new Map([...vocabulary.frequencies.keys()].map((name) => [name, new Float64Array(labels.length)]));
  const biases = new Float64Array(labels.length);
  const fitted = { labels, vocabulary, weights, biases };
  const order = examples.map((_, place) => place);
  const random = seeded(seed);
  let since = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    const step = rate / (1 + epoch / 5);
    for (const place of order) {
      const errors = softmax(scoresOf(fitted, new Map(vectors[place])), 1);
      errors[targets[place]!]! -= 1;
      for (const [feature, value] of vectors[place]!) {
        const row = weights.get(feature)!;
        for (let label = 0; label < row.length; label++)
          row[label]! -= step * (errors[label]! * value + (shrink * row[label]!) / epochs);
      }
      for (let label = 0; label < biases.length; label++) biases[label]! -= step * 0.1 * errors[label]!;
      if (++since % AT_ONCE === 0) yield;
    }
  }
  return fitted;
}

function scoresOf({ weights, biases }: Fitted, vector: Vector): Float64Array {
  const scores = Float64Array.from(biases);
  for (const [feature, value] of vector) {
    const row = weights.get(feature)!;
    for (let label = 0; label < row.length; label++) scores[label]! += value * row[label]!;
  }
  return scores;
}

function softmax(scores: Float64Array, temperature: number): Float64Array {
  const highest = Math.max(...scores);
  const parts = scores.map((score) => Math.exp((score - highest) / temperature));
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => part / sum);
}

/** Guo et al., "On Calibration of Modern Neural Networks" (2017), §4.2: the temperature with the least log loss. */
function temperatureFor(fitted: Fitted, held: readonly Example[]): number {
  const scored = held
    .filter(({ label }) => fitted.labels.includes(label))
    .map(({ text, label }) => ({
      scores: scoresOf(fitted, vectorOf(featuresOf(text), fitted.vocabulary)),
      place: fitted.labels.indexOf(label),
    }));
  const loss = (temperature: number) =>
    scored.reduce((sum, { scores, place }) => sum - Math.log(Math.max(1e-12, softmax(scores, temperature)[place]!)), 0);
  const candidates = Array.from({ length: 60 }, (_, step) => 0.2 * 1.06 ** step);
  return candidates.reduce((best, each) => (loss(each) < loss(best) ? each : best), 1);
}

/** How much more it says for one label than for all on average. */
function above(weights: Float64Array, place: number): number {
  return weights[place]! - weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
}

function shuffle(order: number[], random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
}

/** Numerical Recipes' linear congruential generator: 0 to 1. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function rounded(weight: number): number {
  return Math.round(weight * 1e4) / 1e4;
}
