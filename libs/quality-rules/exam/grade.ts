/** A question of a paper that has its points. */
export interface MarkedQuestion {
  readonly points: number;
  readonly possible: number;
  /** Less than all its points fails the exam, whatever else was reached. */
  readonly fatal: boolean;
}

export interface Grade {
  readonly points: number;
  readonly possible: number;
  /** Rounded to two decimals. */
  readonly percent: number;
  readonly fatalMissed: boolean;
  readonly passed: boolean;
}

/** Passed: at least `passPercent` of all points, and every fatal question whole (domain-rules D9, `isKill`). */
export function gradeOf(marked: readonly MarkedQuestion[], passPercent: number): Grade {
  const points = rounded(marked.reduce((sum, question) => sum + question.points, 0));
  const possible = rounded(marked.reduce((sum, question) => sum + question.possible, 0));
  const percent = possible === 0 ? 0 : rounded((points / possible) * 100);
  const fatalMissed = marked.some((question) => question.fatal && question.points < question.possible);
  return { points, possible, percent, fatalMissed, passed: percent >= passPercent && !fatalMissed };
}

/** Which of several attempts counts (domain-rules D9). */
export type GradingMethod = 'highest' | 'last' | 'average' | 'first';

/** What counts of the attempts of somebody, in their order; null without any. */
export function percentThatCounts(percents: readonly number[], method: GradingMethod): number | null {
  if (percents.length === 0) return null;
  switch (method) {
    case 'highest':
      return Math.max(...percents);
    case 'last':
      return percents.at(-1)!;
    case 'first':
      return percents[0]!;
    case 'average':
      return rounded(percents.reduce((sum, percent) => sum + percent, 0) / percents.length);
  }
}

/** What two who marked apart have said; they differ when by more than this many points. */
export function needsThird(first: number, second: number, mostApart: number): boolean {
  return Math.abs(first - second) > mostApart;
}

/**
 * Of two who agree well enough, their mean; of three, the mean of the two that are closest to each other, the higher pair where
 * both are as close.
 */
export function agreedPoints(marks: readonly number[]): number {
  const [low, mid, high] = marks.toSorted((one, other) => one - other);
  if (high === undefined) return rounded((low! + (mid ?? low!)) / 2);
  return rounded(high - mid! <= mid! - low! ? (mid! + high) / 2 : (low! + mid!) / 2);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
