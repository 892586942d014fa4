import type { Expression } from '../model/expression.js';
import { evaluate } from './evaluate.js';
import type { Variables } from './evaluate.js';
import type { Moment } from './moment.js';

export type Judgement =
  | { readonly outcome: 'holds' | 'fails' }
  /** It cannot be said: neither true nor false. `message` says to operators why. */
  | { readonly outcome: 'null' | 'not-boolean' | 'error'; readonly message: string };

/** Null is told apart from false: what is not known is not a reason to go the other way. */
export function judge(condition: Expression, variables: Variables, moment: Moment): Judgement {
  const evaluation = evaluate(condition, variables, moment);
  if (evaluation.outcome === 'error') return evaluation;
  if (evaluation.outcome === 'null')
    return { outcome: 'null', message: evaluation.reason || 'The condition says null.' };
  if (typeof evaluation.value === 'boolean') return { outcome: evaluation.value ? 'holds' : 'fails' };
  return {
    outcome: 'not-boolean',
    message: `The condition gives ${JSON.stringify(evaluation.value)}, not true or false.`,
  };
}
