import type { Question } from './content.js';

/** How often each value was given. */
export type Distribution = ReadonlyMap<string, number>;

export interface Figures {
  readonly answers: number;
  readonly mean: number | null;
  /** Share of the highest mark of a scale. */
  readonly topBox: number | null;
  /** Share of the two highest marks: what is called CSAT. */
  readonly topTwoBox: number | null;
  /** −100 to 100. */
  readonly nps: number | null;
}

/**
 * The net promoter score is the share of 9 and 10 less the share of 0 to 6, in points (Reichheld, "The One Number You Need to
 * Grow", Harvard Business Review 12/2003). Top boxes are shares of all who answered. Of several choices `answers` counts choices.
 */
export function figuresOf(question: Question, distribution: Distribution): Figures {
  const answers = countWhere(distribution, () => true);
  const none = { answers, mean: null, topBox: null, topTwoBox: null, nps: null };
  if (answers === 0 || (question.kind !== 'scale' && question.kind !== 'number')) return none;
  let sum = 0;
  for (const [value, count] of distribution) sum += Number(value) * count;
  const mean = sum / answers;
  if (question.kind === 'number') return { ...none, mean };
  const share = (of: (value: number) => boolean) => countWhere(distribution, of) / answers;
  return {
    answers,
    mean,
    topBox: share((value) => value === question.max),
    topTwoBox: share((value) => value >= question.max - 1),
    nps: question.measures === 'nps' ? (share((value) => value >= 9) - share((value) => value <= 6)) * 100 : null,
  };
}

function countWhere(distribution: Distribution, of: (value: number) => boolean): number {
  let sum = 0;
  for (const [value, count] of distribution) if (of(Number(value))) sum += count;
  return sum;
}
