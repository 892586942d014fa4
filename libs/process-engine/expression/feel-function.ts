import { evaluate, FeelFunction } from 'feelin';
import type { Expression } from '../model/expression.js';
import { dateIn, dateTimeIn } from './feel-values.js';
import type { Moment } from './moment.js';

interface Result {
  readonly value: unknown;
  readonly warnings: readonly string[];
}

/** A FEEL expression, parsed. */
interface Parsed {
  call(variables: Readonly<Record<string, unknown>>, moment: Moment): Result;
}

const parsed = new WeakMap<Expression, Parsed>();

/**
 * Parsed at the first call for this expression object.
 * @throws SyntaxError of feelin
 */
export function feelFunction(expression: Expression): Parsed {
  const known = parsed.get(expression);
  if (known) return known;
  const made = parse(expression);
  parsed.set(expression, made);
  return made;
}

/**
 * feelin parses at every evaluation and exports no other way. But the value of a FEEL function definition is a closure over the
 * parsed body and over the object it was evaluated with, which it reads at every call, and which we change between calls: no
 * prototype, so feelin takes it as it is instead of a copy. Its parser wants to see the names, or `a b` would not be one.
 */
function parse({ text, names }: Expression): Parsed {
  const scope = Object.create(null) as Record<string, unknown>;
  let moment: Moment;
  for (const name of names) scope[name] = null;
  const { value, warnings } = evaluate(`function() (${text}\n)`, scope);
  scope['now'] = new FeelFunction(() => dateTimeIn(moment), []);
  scope['today'] = new FeelFunction(() => dateIn(moment), []);
  return {
    call(variables, at) {
      moment = at;
      warnings.length = 0;
      for (const name of names) scope[name] = variables[name];
      const result: unknown = (value as FeelFunction).invoke([]);
      return { value: result, warnings: warnings.map(({ message }) => message) };
    },
  };
}
