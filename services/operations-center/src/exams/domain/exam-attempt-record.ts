import type { ExamTerms, Grade, PaperQuestion } from './exam-rules.js';
import type { Marks } from './marks.js';

export type AttemptStatus = 'running' | 'handed-in' | 'marked' | 'released';

export interface SavedAnswer {
  /** In the author's places. */
  readonly answer: unknown;
  /** Grows with every save of the question by a device. */
  readonly sequence: number;
  /** ISO-8601. */
  readonly at: string;
}

export interface NewAttempt {
  readonly id: string;
  readonly examId: string;
  readonly paperId: string;
  readonly candidateId: string;
  /** 1, 2, 3 … of the candidate in this exam. */
  readonly number: number;
  /** What questions and options are shuffled by. */
  readonly seed: number;
  /** Names the device that may save. */
  readonly device: string;
  readonly terms: ExamTerms;
  readonly questions: readonly PaperQuestion[];
  readonly closesAt: Date | null;
}

export interface Appeal {
  readonly reason: string;
  readonly questionIds: readonly string[];
  readonly at: string;
  readonly outcome: 'upheld' | 'changed' | null;
  readonly decidedBy: string | null;
  readonly answer: string | null;
}

/** A result that was replaced. */
export interface FormerResult {
  readonly result: Grade;
  readonly marks: Marks;
  readonly until: string;
}

export interface Candidate {
  readonly id: string;
  readonly device: string;
}
