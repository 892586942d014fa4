import type { Expression, Json } from '../model/expression.js';
import { feelFunction } from './feel-function.js';
import { toJson } from './feel-values.js';
import type { Moment } from './moment.js';

export type Variables = Readonly<Record<string, Json | undefined>>;

export type Evaluation =
  | { readonly outcome: 'value'; readonly value: Exclude<Json, null> }
  /** `reason`: what FEEL found missing or not comparable; empty when the expression says null. */
  | { readonly outcome: 'null'; readonly reason: string }
  /** The expression does not parse, or gives what no variable can hold (a function, a range). */
  | { readonly outcome: 'error'; readonly message: string };

/** Evaluates with the variables the expression names; others may be there and are not seen. Never throws. */
export function evaluate(expression: Expression, variables: Variables, moment: Moment): Evaluation {
  try {
    const { value, warnings } = feelFunction(expression).call(variables, moment);
    const json = toJson(value);
    return json === null ? { outcome: 'null', reason: warnings.join('; ') } : { outcome: 'value', value: json };
  } catch (error) {
    return { outcome: 'error', message: (error as Error).message };
  }
}
