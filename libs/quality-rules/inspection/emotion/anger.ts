import type { Span } from '../../words/span.js';
import { AngerFeatures, GRAM, type FeaturedSentence } from './anger-features.js';
import { ANGER_BIAS, ANGER_WEIGHTS } from './anger-weights.js';
import type { FeltEmotion } from './felt-emotion.js';

export interface AngerWeights {
  readonly bias: number;
  /** By the name of the feature. */
  readonly weights: ReadonlyMap<string, number>;
}

const NOTHING: FeltEmotion = { likelihood: 0, span: null };

/** A logistic regression over the features of a sentence. */
export class Anger {
  private readonly features: AngerFeatures;

  constructor(private readonly learnt: AngerWeights) {
    const grams = [...learnt.weights.keys()].filter((name) => name.startsWith(GRAM));
    this.features = new AngerFeatures(grams.map((name) => name.slice(GRAM.length)));
  }

  /** Of the sentence that is most likely angry; it rests on what in it speaks for that. */
  in(text: string): FeltEmotion {
    const felt = this.features.of(text).map((sentence) => this.#feltIn(sentence));
    return felt.reduce((most, each) => (each.likelihood > most.likelihood ? each : most), NOTHING);
  }

  #feltIn({ features }: FeaturedSentence): FeltEmotion {
    const weightOf = (name: string) => this.learnt.weights.get(name) ?? 0;
    const sum = features.reduce((total, { name, amount }) => total + weightOf(name) * amount, this.learnt.bias);
    const speaking = features.filter(({ name }) => !name.startsWith(GRAM) && weightOf(name) > 0);
    const spans = speaking.filter((each): each is typeof each & Span => each.from !== undefined);
    if (spans.length === 0) return NOTHING;
    const [from, to] = [Math.min(...spans.map(({ from }) => from)), Math.max(...spans.map(({ to }) => to))];
    return { likelihood: Math.round(1_000 / (1 + Math.exp(-sum))) / 1_000, span: { from, to } };
  }
}

export const ANGER = new Anger({ bias: ANGER_BIAS, weights: new Map(ANGER_WEIGHTS.trim().split(/[|\n]/u).map(read)) });

function read(entry: string): [string, number] {
  const at = entry.lastIndexOf('=');
  return [entry.slice(0, at), Number(entry.slice(at + 1))];
}
