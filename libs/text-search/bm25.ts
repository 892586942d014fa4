/** How quickly a term that comes again counts less, and how much long texts are held against. */
const K1 = 1.2;
const B = 0.75;

export interface Frequency {
  /** In how many documents the term is. */
  readonly documents: number;
  /** How often it is in this one. */
  readonly times: number;
}

/** Okapi BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009, eq. 3.15), with the idf of Lucene, never negative. */
export function bm25(terms: readonly Frequency[], documents: number, words: number, averageWords: number): number {
  return terms.reduce(
    (score, { documents: having, times }) => score + rarity(documents, having) * impact(times, words, averageWords),
    0,
  );
}

/** The part of a term's score that is the same for all documents; never less than 0. */
export function rarity(documents: number, having: number): number {
  return Math.log(1 + Math.max(documents - having, 0) / (having + 0.5) + 0.5 / (having + 0.5));
}

/** The part of it that is a document's own: 0 to K1 + 1. */
export function impact(times: number, words: number, averageWords: number): number {
  const length = 1 - B + B * (words / Math.max(averageWords, 1));
  return (times * (K1 + 1)) / (times + K1 * length);
}
