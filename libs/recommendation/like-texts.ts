import { sharedWords, vectorOf, vocabularyOf, type Vector, type Vocabulary } from './tf-idf.js';
import { wordsOf } from './words.js';

export interface LikeText<Id> {
  readonly id: Id;
  /** Cosine of the TF-IDF vectors, 0 to 1. */
  readonly likeness: number;
  readonly words: readonly string[];
}

const SHOWN = 5;

/** Finds texts that are like another, by what they have in common: an inverted index of TF-IDF vectors. */
export class LikeTexts<Id> {
  readonly #vocabulary: Vocabulary;
  readonly #vectors: readonly Vector[];
  readonly #holders = new Map<string, number[]>();

  constructor(private readonly texts: readonly { readonly id: Id; readonly text: string }[]) {
    const features = texts.map(({ text }) => wordsOf(text));
    this.#vocabulary = vocabularyOf(features, 1);
    this.#vectors = features.map((each) => vectorOf(each, this.#vocabulary));
    this.#vectors.forEach((vector, place) => {
      for (const feature of vector.keys()) {
        const holders = this.#holders.get(feature);
        if (holders) holders.push(place);
        else this.#holders.set(feature, [place]);
      }
    });
  }

  /** The most alike first; what has nothing in common is left out. */
  nearest(text: string, most: number): LikeText<Id>[] {
    const asked = vectorOf(wordsOf(text), this.#vocabulary);
    const likeness = new Map<number, number>();
    for (const [feature, weight] of asked)
      for (const place of this.#holders.get(feature)!)
        likeness.set(place, (likeness.get(place) ?? 0) + weight * this.#vectors[place]!.get(feature)!);
    return [...likeness]
      .sort(([a, x], [b, y]) => y - x || a - b)
      .slice(0, most)
      .map(([place, value]) => ({
        id: this.texts[place]!.id,
        likeness: Math.min(1, value),
        words: sharedWords(asked, this.#vectors[place]!, SHOWN),
      }));
  }
}
