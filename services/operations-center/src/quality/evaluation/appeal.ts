import type { Appeal } from './evaluation-record.js';
import { AppealExhausted, AppealTooLate, EvaluationNotThere, ReviewerInvolved } from './evaluation.errors.js';

const INSTANCES = 2;

/** Those against what was released last. */
export function appealsSince(appeals: readonly Appeal[], releasedAt: Date): Appeal[] {
  return appeals.filter(({ at }) => Date.parse(at) >= releasedAt.getTime());
}

/** @param appeals against what was released last @throws AppealTooLate, AppealExhausted */
export function nextAppeal(
  appeals: readonly Appeal[],
  { by, reason, items, reviewDueAt }: { by: string; reason: string; items: readonly string[]; reviewDueAt: Date },
  appealBy: Date,
  now: Date,
): Appeal {
  if (appeals.length >= INSTANCES) throw new AppealExhausted('Both instances have decided.');
  if (now > appealBy) throw new AppealTooLate('The time for an appeal is over.', { appealBy });
  const filed = { instance: appeals.length + 1, by, reason, items: [...items], at: now.toISOString() };
  return { ...filed, dueAt: reviewDueAt.toISOString(), reviewerId: null, decision: null };
}

/** The one that waits for a decision. @throws EvaluationNotThere */
export function openAppeal(appeals: readonly Appeal[]): Appeal {
  const last = appeals.at(-1);
  if (!last || last.decision !== null) throw new EvaluationNotThere('No appeal is open.');
  return last;
}

/** @param involved those who have judged it or the same blindly, and the agent and their lead @throws ReviewerInvolved */
export function refuseInvolved(reviewerId: string, involved: ReadonlySet<string>, appeals: readonly Appeal[]): void {
  const hasDecided = appeals.some(({ decision }) => decision?.by === reviewerId);
  if (hasDecided || involved.has(reviewerId))
    throw new ReviewerInvolved('Somebody who had no part in it is to decide.', { reviewerId });
}
