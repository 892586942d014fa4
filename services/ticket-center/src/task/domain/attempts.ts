export type AttemptOutcome = 'reached' | 'not-reached' | 'call-back' | 'refused' | 'wrong-number';

/** One try to reach the customer. */
export interface Attempt {
  readonly at: string;
  readonly by: string;
  readonly outcome: AttemptOutcome;
  readonly contactId: string | null;
  /** When the customer asked to be called. */
  readonly callBackAt: string | null;
}

export interface AttemptRule {
  /** How often somebody may not be reached. */
  readonly most: number;
  /** Minutes until the next attempt, after the first, the second …; the last one holds for all that follow. Not empty. */
  readonly intervalsMinutes: readonly number[];
}

export type NextStep =
  | { readonly step: 'finish' }
  | { readonly step: 'end'; readonly outcome: 'refused' | 'unreachable' }
  /** `promised`: the customer expects it then; otherwise it may be later, when it is time to call. */
  | { readonly step: 'again'; readonly at: Date; readonly promised: boolean };

/** What follows from the last attempt. A call back that was asked for counts as none of the attempts in vain. */
export function nextStep({ most, intervalsMinutes }: AttemptRule, attempts: readonly Attempt[], now: Date): NextStep {
  const { outcome, callBackAt } = attempts.at(-1)!;
  if (outcome === 'reached') return { step: 'finish' };
  if (outcome === 'refused') return { step: 'end', outcome: 'refused' };
  if (outcome === 'wrong-number') return { step: 'end', outcome: 'unreachable' };
  if (outcome === 'call-back') return { step: 'again', at: new Date(callBackAt!), promised: true };
  const inVain = attempts.filter((attempt) => attempt.outcome === 'not-reached').length;
  if (inVain >= most) return { step: 'end', outcome: 'unreachable' };
  const minutes = intervalsMinutes[Math.min(inVain, intervalsMinutes.length) - 1]!;
  return { step: 'again', at: new Date(now.getTime() + minutes * 60_000), promised: false };
}
