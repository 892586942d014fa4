/** What a variable can hold. Dates, times and durations are ISO-8601 strings. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A FEEL expression. `names` are the variables it may read: evaluation sees these and nothing else. */
export interface Expression {
  readonly text: string;
  readonly names: readonly string[];
}

/** `target` becomes the value of the expression. */
export interface Mapping {
  readonly target: string;
  readonly value: Expression;
}
