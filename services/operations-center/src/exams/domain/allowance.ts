import { ExamAttemptsUsedUp, ExamAttemptTooSoon, ExamAttemptUnderWay, ExamClosed } from './exam-attempt.errors.js';
import type { ExamTerms } from './exam-rules.js';

export interface EarlierAttempt {
  readonly id: string;
  readonly isRunning: boolean;
  readonly handedInAt: Date | null;
}

/** When an exam is open; null: at any time. */
export interface ExamWindow {
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
}

/** @throws ExamClosed, ExamAttemptUnderWay, ExamAttemptsUsedUp, ExamAttemptTooSoon */
export function refuseAnother(
  earlier: readonly EarlierAttempt[],
  terms: Pick<ExamTerms, 'attempts' | 'coolDownMinutes'>,
  { opensAt, closesAt }: ExamWindow,
  now: Date,
): void {
  if ((opensAt && now < opensAt) || (closesAt && now >= closesAt))
    throw new ExamClosed('The exam is not open now.', { facts: { opensAt: iso(opensAt), closesAt: iso(closesAt) } });
  const running = earlier.find(({ isRunning }) => isRunning);
  if (running) throw new ExamAttemptUnderWay('Go on with the one that you began.', { facts: { id: running.id } });
  if (terms.attempts !== null && earlier.length >= terms.attempts)
    throw new ExamAttemptsUsedUp('There are no more attempts.', { facts: { attempts: terms.attempts } });
  const ended = earlier.map(({ handedInAt }) => handedInAt?.getTime() ?? 0);
  const mayAgain = Math.max(0, ...ended) + terms.coolDownMinutes * 60_000;
  if (earlier.length > 0 && now.getTime() < mayAgain)
    throw new ExamAttemptTooSoon('It is too soon for another attempt.', {
      facts: { notBefore: iso(new Date(mayAgain)) },
    });
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
