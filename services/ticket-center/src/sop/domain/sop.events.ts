import type { Outcome } from './sop-content.js';

interface Happened {
  readonly at: Date;
  readonly by: string;
}

export interface SopPublished extends Happened {
  readonly type: 'sop-published';
  readonly number: number;
}

export interface SopReviewed extends Happened {
  readonly type: 'sop-reviewed';
  readonly note: string;
  /** ISO 8601, UTC. */
  readonly dueBefore: string;
  readonly dueNext: string;
}

export interface SopRetirement extends Happened {
  readonly type: 'sop-retired' | 'sop-offered-again';
  readonly reason: string;
}

/** A run is over. */
export interface SopRunEnded {
  readonly type: 'sop-run-ended';
  /** Null: it was left. */
  readonly outcome: Outcome | null;
  readonly at: Date;
}

export type SopEvent = SopPublished | SopReviewed | SopRetirement;
