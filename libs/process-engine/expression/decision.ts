import type { DecisionInput, DecisionRule, DecisionTable } from '../model/decision.js';
import type { Expression, Json } from '../model/expression.js';
import type { Variables } from './evaluate.js';
import { feelFunction } from './feel-function.js';
import { toJson } from './feel-values.js';
import { resultOf, valueOf } from './hit-policy.js';
import type { Moment } from './moment.js';
import { passes } from './unary-tests.js';

export type Decision =
  /**
   * `value`: of one output its value, of several an object by their names; a list of these for R, O and C. When no rule
   * matches, the defaults of the outputs, or null. `matched`: the rules that did, as positions in the table.
   */
  | { readonly outcome: 'decided'; readonly value: Json; readonly matched: readonly number[] }
  /** An expression failed, an input is not allowed, or the hit policy was broken. */
  | { readonly outcome: 'error'; readonly message: string; readonly matched: readonly number[] };

/** Evaluates the table (DMN 1.3, 8.2) with the variables its expressions name. Never throws. */
export function decide(table: DecisionTable, variables: Variables, moment: Moment): Decision {
  let matched: readonly number[] = [];
  try {
    const inputs = table.inputs.map((input) => inputValue(input, variables, moment));
    matched = [...table.rules.keys()].filter((rule) => matches(table.rules[rule]!, inputs, variables, moment));
    return { outcome: 'decided', value: result(table, matched, variables, moment), matched };
  } catch (error) {
    return { outcome: 'error', message: (error as Error).message, matched };
  }
}

function inputValue({ value, allowed }: DecisionInput, variables: Variables, moment: Moment): unknown {
  const input = feelFunction(value).call(variables, moment).value;
  if (allowed && input !== null && !passes(allowed, input, variables, moment)) {
    throw new RangeError(`${JSON.stringify(toJson(input))} is not allowed for "${value.text}": ${allowed.text}`);
  }
  return input;
}

function matches(rule: DecisionRule, inputs: readonly unknown[], variables: Variables, moment: Moment): boolean {
  return rule.tests.every((tests, index) => passes(tests, inputs[index], variables, moment));
}

function result(table: DecisionTable, matched: readonly number[], variables: Variables, moment: Moment): Json {
  const value = (expression: Expression) => toJson(feelFunction(expression).call(variables, moment).value);
  const { outputs, rules } = table;
  if (matched.length > 0) {
    return resultOf(
      table.hitPolicy,
      matched.map((rule) => rules[rule]!.values.map(value)),
      outputs,
    );
  }
  if (outputs.every((output) => !output.default)) return null;
  return valueOf(
    outputs.map((output) => (output.default ? value(output.default) : null)),
    outputs,
  );
}
