import type { ScorecardForm } from '#libs/quality-rules/scorecard/form';
import type { JudgedForm } from '#libs/quality-rules/scorecard/judge';
import type { ItemNote } from '../evaluation-record.js';
import { EvaluationIncomplete } from '../evaluation.errors.js';

/** Everything that is asked is answered, and the comments that are asked for are there. @throws EvaluationIncomplete */
export function refuseIncomplete(form: ScorecardForm, judged: JudgedForm, notes: readonly ItemNote[]): void {
  const commented = new Set(notes.flatMap(({ itemKey, comment }) => (comment === null ? [] : [itemKey])));
  const asks = new Map(form.groups.flatMap(({ items }) => items.map(({ key, comment }) => [key, comment] as const)));
  const offending = judged.items.flatMap(({ key, state, points, possible }) => {
    if (state === 'open') return [{ field: key, message: 'is not answered' }];
    const isBelow = points !== null && points < possible;
    const isAsked = asks.get(key) === 'required' || (asks.get(key) === 'required-below-full' && isBelow);
    return isAsked && state === 'answered' && !commented.has(key) ? [{ field: key, message: 'needs a comment' }] : [];
  });
  if (offending.length > 0) throw new EvaluationIncomplete('It is not complete yet.', { offending });
}
