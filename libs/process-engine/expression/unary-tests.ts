import { FeelRange } from 'feelin';
import type { UnaryTests } from '../model/decision.js';
import type { Expression } from '../model/expression.js';
import type { Variables } from './evaluate.js';
import { feelFunction } from './feel-function.js';
import type { Moment } from './moment.js';

const equality: Expression = { text: 'a = b', names: ['a', 'b'] };

/**
 * Whether the tests are passed, as by feelin's `unaryTest`, which parses them each time.
 * @param value of FEEL, a date for example
 * @throws Error when an expression fails
 */
export function passes({ tests, negated }: UnaryTests, value: unknown, variables: Variables, moment: Moment): boolean {
  if (tests.length === 0) return true;
  const matched = tests.some((test) => {
    const made = feelFunction(test).call({ ...variables, '?': value }, moment).value;
    return meets(value, made, moment);
  });
  return matched !== negated;
}

function meets(value: unknown, test: unknown, moment: Moment): boolean {
  if (Array.isArray(test)) return test.includes(value);
  if (typeof test === 'boolean') return test;
  if (test instanceof FeelRange) return test.includes(value) === true;
  if (typeof test === 'function') return (test as (value: unknown) => unknown)(value) === true;
  return feelFunction(equality).call({ a: test, b: value }, moment).value === true;
}
