import type { Step } from '../chain/chain.dto.js';

/** Which step is next, counted from 1, in which of its rounds, and how long after the one before. */
export interface NextStep {
  readonly step: number;
  readonly round: number;
  readonly after: string;
}

/** @param taken null: none yet; returns null: it was the last one */
export function nextStep(steps: readonly Step[], taken: Pick<NextStep, 'step' | 'round'> | null): NextStep | null {
  const last = taken && steps[taken.step - 1];
  if (taken && last?.repeat && taken.round <= last.repeat.times)
    return { step: taken.step, round: taken.round + 1, after: last.repeat.every };
  const step = (taken?.step ?? 0) + 1;
  const next = steps[step - 1];
  return next ? { step, round: 1, after: next.after } : null;
}
