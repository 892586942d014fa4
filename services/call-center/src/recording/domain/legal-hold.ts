import { LegalHoldNotFound } from './recording.errors.js';

/** Why a recording must not be deleted, such as a lawsuit. */
export interface LegalHold {
  readonly id: string;
  readonly reason: string;
  readonly placedBy: string;
  /** ISO-8601. */
  readonly placedAt: string;
}

/** @throws LegalHoldNotFound */
export function withoutHold(holds: readonly LegalHold[], holdId: string): LegalHold[] {
  const left = holds.filter(({ id }) => id !== holdId);
  if (left.length < holds.length) return left;
  throw new LegalHoldNotFound('There is no such hold.', { holdId });
}
