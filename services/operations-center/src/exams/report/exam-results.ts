import { mean, variance } from '#libs/quality-rules/exam/moments';
import { percentThatCounts, type GradingMethod } from '#libs/quality-rules/exam/grade';
import type { Grade } from '../domain/exam-rules.js';

export interface AttemptOutcome {
  readonly candidateId: string;
  /** Null: not marked yet. */
  readonly result: Grade | null;
}

export interface CandidateResult {
  readonly candidateId: string;
  /** Of what counts. */
  readonly percent: number;
  readonly passed: boolean;
}

/** What counts of each candidate, of attempts in their order. */
export function candidateResults(outcomes: readonly AttemptOutcome[], counts: GradingMethod): CandidateResult[] {
  const byCandidate = Map.groupBy(outcomes, ({ candidateId }) => candidateId);
  return [...byCandidate].flatMap(([candidateId, all]) => {
    const results = all.flatMap(({ result }) => (result ? [result] : []));
    const percent = percentThatCounts(
      results.map((each) => each.percent),
      counts,
    );
    return percent === null ? [] : [{ candidateId, percent, passed: results.some(({ passed }) => passed) }];
  });
}

export function countedOf(results: readonly CandidateResult[]) {
  const percents = results.map(({ percent }) => percent);
  return {
    candidates: results.length,
    passed: results.filter(({ passed }) => passed).length,
    meanPercent: percents.length === 0 ? null : rounded(mean(percents)),
  };
}

export function spreadOf(results: readonly CandidateResult[]) {
  const percents = results.map(({ percent }) => percent).sort((one, other) => one - other);
  const deciles = Array.from({ length: 10 }, () => 0);
  for (const percent of percents) deciles[Math.min(9, Math.floor(percent / 10))]! += 1;
  if (percents.length === 0) return { medianPercent: null, standardDeviation: null, deciles };
  const half = percents.length / 2;
  const median = (percents[Math.ceil(half) - 1]! + percents[Math.floor(half)]!) / 2;
  return { medianPercent: rounded(median), standardDeviation: rounded(Math.sqrt(variance(percents))), deciles };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
