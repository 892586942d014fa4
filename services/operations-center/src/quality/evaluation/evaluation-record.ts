import type { Answers } from '#libs/quality-rules/scorecard/form';
import type { JudgedForm } from '#libs/quality-rules/scorecard/judge';

/** How it came that something is judged. Only what was drawn at random says anything of all that was done. */
export const ORIGINS = ['random', 'stratified', 'targeted', 'manual', 'computed', 'recheck'] as const;
export type Origin = (typeof ORIGINS)[number];
export const REPRESENTATIVE: readonly Origin[] = ['random', 'stratified'];

/**
 * assigned → submitted (another inspector is awaited) → released → acknowledged | appealed → released again … → closed.
 * set-aside: the other of two blind evaluations counts. retracted: none.
 */
export const STATES = [
  'assigned',
  'submitted',
  'set-aside',
  'released',
  'acknowledged',
  'appealed',
  'closed',
  'retracted',
] as const;
export type EvaluationState = (typeof STATES)[number];

/** What an inspector says of an item. */
export interface ItemNote {
  readonly itemKey: string;
  readonly comment: string | null;
  readonly evidence: readonly Evidence[];
}

/** What it rests on: a turn of the talk, a moment of it, a field of a ticket. */
export interface Evidence {
  readonly turn?: number | undefined;
  readonly atSeconds?: number | undefined;
  readonly field?: string | undefined;
}

/** An evaluation as it was once; the last one counts. */
export interface Revision {
  readonly number: number;
  readonly why: 'submitted' | 'appeal' | 'rescored';
  readonly by: string;
  readonly at: string;
  readonly remark: string | null;
  readonly answers: Answers;
  readonly judged: JudgedForm;
}

export interface Appeal {
  readonly instance: number;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
  readonly items: readonly string[];
  readonly dueAt: string;
  readonly reviewerId: string | null;
  readonly decision: {
    readonly by: string;
    readonly at: string;
    readonly outcome: 'upheld' | 'changed';
    readonly remark: string;
  } | null;
}

export interface Verdict {
  readonly answers: Answers;
  readonly judged: JudgedForm;
}

/** Scores are kept in hundredths of a percent. */
export function hundredths(percent: number | null): number | null {
  return percent === null ? null : Math.round(percent * 100);
}

/** Where nothing applied, nothing was wrong. */
export function isWorse(now: JudgedForm, before: JudgedForm): boolean {
  const isLower = (now.total ?? Infinity) < (before.total ?? Infinity);
  return isLower || (before.passed && !now.passed) || (now.fatalMissed && !before.fatalMissed);
}

/** As long as nobody has judged it. */
export const NOT_JUDGED = {
  ...{ answers: {}, notes: [], revisions: [], appeals: [], score: null, passed: null, fatalMissed: null },
} as const;
