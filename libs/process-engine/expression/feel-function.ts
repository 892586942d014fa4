import { BoundedFeel, type Result } from '#libs/feel/bounded-feel';
import { FeelFunction } from 'feelin';
import type { Expression } from '../model/expression.js';
import { dateIn, dateTimeIn } from './feel-values.js';
import type { Moment } from './moment.js';

/** A FEEL expression, parsed. */
interface Parsed {
  /** @throws EvaluationLimit */
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

function parse({ text, names }: Expression): Parsed {
  let moment: Moment;
  const clock = {
    now: new FeelFunction(() => dateTimeIn(moment), []),
    today: new FeelFunction(() => dateIn(moment), []),
  };
  const feel = new BoundedFeel(text, names, clock);
  return {
    call(variables, at) {
      moment = at;
      return feel.call(variables);
    },
  };
}
