import { GONE, type NextStep, type RecordingStatus } from './recording-status.js';

/** An upload that has not moved for so long is given up. */
const ABANDONED_MS = 7 * 86_400_000;
/** Whoever sent the last part verifies it; after so long somebody else does. */
export const VERIFY_LATE_MS = 120_000;

/** What it depends on. */
export interface Stage {
  readonly status: RecordingStatus;
  readonly isWhole: boolean;
  readonly isHeld: boolean;
  readonly receivedAt: Date;
  readonly retainUntil: Date | null;
}

export function nextStepOf({ status, isWhole }: Pick<Stage, 'status' | 'isWhole'>): NextStep {
  if (GONE.includes(status)) return 'erase';
  return status === 'uploading' && isWhole ? 'verify' : 'expire';
}

/** When the next step of what is not gone is to be taken; null: not before something happens. */
export function dueAtOf({ status, isWhole, isHeld, receivedAt, retainUntil }: Stage): Date | null {
  const after = (ms: number) => new Date(receivedAt.getTime() + ms);
  if (status === 'uploading' && isWhole) return after(VERIFY_LATE_MS);
  if (isHeld) return null;
  return status === 'uploading' ? after(ABANDONED_MS) : retainUntil;
}
