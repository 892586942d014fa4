/** Feature → weight; of length 1 unless empty. */
export type Vector = ReadonlyMap<string, number>;

export interface Vocabulary {
  /** Of texts. */
  readonly texts: number;
  /** Feature → in how many texts it is. */
  readonly frequencies: ReadonlyMap<string, number>;
}

/** @param leastTexts what fewer texts have is left out: names, and words that teach nothing */
export function vocabularyOf(texts: readonly (readonly string[])[], leastTexts: number): Vocabulary {
  const frequencies = new Map<string, number>();
  for (const features of texts)
    for (const feature of new Set(features)) frequencies.set(feature, (frequencies.get(feature) ?? 0) + 1);
  for (const [feature, count] of frequencies) if (count < leastTexts) frequencies.delete(feature);
  return { texts: texts.length, frequencies };
}

/**
 * (1 + ln tf) · ln((1 + N) / (1 + df)) + 1, made of length 1: sublinear tf and smooth idf of Manning, Raghavan and Schütze,
 * "Introduction to Information Retrieval", 6.2–6.4. What is not in the vocabulary is not in the vector.
 */
export function vectorOf(features: readonly string[], { texts, frequencies }: Vocabulary): Vector {
  const counts = new Map<string, number>();
  for (const feature of features) if (frequencies.has(feature)) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const weights = [...counts].map(([feature, count]) => {
    const idf = Math.log((1 + texts) / (1 + frequencies.get(feature)!)) + 1;
    return [feature, (1 + Math.log(count)) * idf] as const;
  });
  const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0));
  return new Map(weights.map(([feature, weight]) => [feature, weight / length]));
}

/** 0 to 1. */
export function cosine(left: Vector, right: Vector): number {
  const [fewer, more] = left.size < right.size ? [left, right] : [right, left];
  let sum = 0;
  for (const [feature, weight] of fewer) sum += weight * (more.get(feature) ?? 0);
  return sum;
}

/** What two texts have in common, the weightiest first. */
export function sharedWords(left: Vector, right: Vector, most: number): string[] {
  return [...left]
    .map(([feature, weight]) => [feature, weight * (right.get(feature) ?? 0)] as const)
    .filter(([, weight]) => weight > 0)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([feature]) => feature);
}
