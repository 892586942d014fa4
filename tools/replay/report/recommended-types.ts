import { macroF1 } from '#libs/recommendation/cross-validation';
import type { Advice, Journey } from '../play/journey.js';

/** How well the ticket type was recommended by the words of a request. */
export interface RecommendedTypes {
  readonly asked: number;
  readonly right: number;
  /** The mean, 0 to 1. */
  readonly confidence: number;
  readonly macroF1: number;
  /** Of the type that is most frequent, on the same requests. */
  readonly majorityMacroF1: number;
}

export function recommendedTypes(journeys: readonly Pick<Journey, 'advice'>[]): RecommendedTypes {
  const given = journeys.flatMap(({ advice }) => advice ?? []);
  if (given.length === 0) return { asked: 0, right: 0, confidence: 0, macroF1: 0, majorityMacroF1: 0 };
  const right = given.filter(({ said, truth }) => said === truth).length;
  const confidence = given.reduce((sum, each) => sum + each.confidence, 0) / given.length;
  const most = mostFrequent(given);
  const majority = given.map((each) => ({ ...each, said: most }));
  return { asked: given.length, right, confidence, macroF1: macroF1(given), majorityMacroF1: macroF1(majority) };
}

function mostFrequent(given: readonly Advice[]): string {
  const byTruth = [...Map.groupBy(given, ({ truth }) => truth)];
  return byTruth.sort(([, a], [, b]) => b.length - a.length)[0]![0];
}
