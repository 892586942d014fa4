import type { Expression, Json } from './expression.js';

/** A DMN decision table. */
export interface DecisionTable {
  readonly id: string;
  readonly name?: string;
  readonly hitPolicy: HitPolicy;
  readonly inputs: readonly DecisionInput[];
  readonly outputs: readonly DecisionOutput[];
  readonly rules: readonly DecisionRule[];
}

/** Unique, any, priority, first, rule order, output order; collect: all, sum, count, least, greatest. */
export type HitPolicy = 'U' | 'A' | 'P' | 'F' | 'R' | 'O' | 'C' | 'C+' | 'C#' | 'C<' | 'C>';

export interface DecisionInput {
  readonly value: Expression;
  /** What it may be; any other value is an error. Undefined: everything. */
  readonly allowed?: UnaryTests;
}

export interface DecisionOutput {
  readonly name: string;
  /** Allowed values, the most important first: the order of P and O. */
  readonly values: readonly Json[];
  /** What it gives when no rule matches. */
  readonly default?: Expression;
}

export interface DecisionRule {
  readonly id: string;
  /** One per input. */
  readonly tests: readonly UnaryTests[];
  /** One per output. */
  readonly values: readonly Expression[];
}

/** An input entry. The value of the input is `?` in its tests. */
export interface UnaryTests {
  readonly text: string;
  readonly negated: boolean;
  /** One of them has to match; none at all (`-`): everything does. */
  readonly tests: readonly Expression[];
}
