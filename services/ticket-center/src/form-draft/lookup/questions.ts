import { compileExpression } from '#libs/process-engine/expression/compile';
import { objectAt, valueOf, withValue, type Answers, type FormVersion, type Lookup } from '../../form/form.api.js';

/** What each lookup of a form asks; null: what it asks by is not filled in. */
export function questionsOf(
  { lookups }: Pick<FormVersion, 'lookups'>,
  answers: Answers,
  now: Date,
): Map<string, Record<string, unknown> | null> {
  return new Map(lookups.map((lookup) => [keyOf(lookup), questionOf(lookup, answers, now)]));
}

/** The block it is of, and its name. */
export function keyOf({ at, name }: Lookup): string {
  return [...at, name].join('.');
}

/** What of a result goes into which field of its block. */
export function fillsOf({ fills }: Lookup, result: unknown, now: Date): Record<string, unknown> {
  const values = Object.entries(fills).map(([field, text]) => {
    return [field, valueOf(compileExpression(text, ['result']), { result }, now)] as const;
  });
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** What was typed, with what was looked up where nothing was typed. */
export function withFilled(typed: Answers, { at }: Lookup, filled: Answers): Answers {
  const own = objectAt(typed, at) ?? {};
  return Object.entries(filled)
    .filter(([field]) => !Object.hasOwn(own, field))
    .reduce((done, [field, value]) => withValue(done, [...at, field], value), typed);
}

function questionOf({ at, arguments: asked }: Lookup, answers: Answers, now: Date): Record<string, unknown> | null {
  const scope = objectAt(answers, at);
  if (!scope) return null;
  const values = Object.entries(asked).map(([argument, text]) => {
    return [argument, valueOf(compileExpression(text, Object.keys(scope)), scope, now)] as const;
  });
  return values.some(([, value]) => value === undefined) ? null : Object.fromEntries(values);
}
