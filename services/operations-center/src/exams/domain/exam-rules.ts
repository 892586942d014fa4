/** A question of a paper, of the version that was drawn. */
export interface PaperQuestion {
  readonly questionId: string;
  readonly versionId: string;
  readonly points: number;
  readonly fatal: boolean;
}

/** What an exam says of its attempts; an attempt keeps what was said when it began. */
export interface ExamTerms {
  readonly minutes: number;
  /** How long after the deadline what was typed before it may still come in. */
  readonly graceSeconds: number;
  readonly passPercent: number;
  readonly credit: 'none' | 'proportional' | 'minus-wrong';
  /** Points that two who mark an essay may be apart; a third marks what is further. */
  readonly mostApart: number;
  /** Null: as often as one likes. */
  readonly attempts: number | null;
  readonly coolDownMinutes: number;
  readonly release: 'automatic' | 'manual';
  /** What candidates see once it is released. */
  readonly review: 'score' | 'answers' | 'keys';
  readonly appealDays: number;
  readonly shuffle: boolean;
  /** Of several attempts. */
  readonly counts: 'highest' | 'last' | 'average' | 'first';
}

export interface Grade {
  readonly points: number;
  readonly possible: number;
  readonly percent: number;
  readonly fatalMissed: boolean;
  readonly passed: boolean;
}

/** How marks come about; what an attempt asks of the rules of its exam. */
export interface ExamRules {
  /** Null: people have to mark it. */
  mark(question: PaperQuestion, answer: unknown): number | null;
  grade(marked: readonly { points: number; possible: number; fatal: boolean }[], passPercent: number): Grade;
  needsThird(first: number, second: number, mostApart: number): boolean;
  agreed(points: readonly number[]): number;
}
