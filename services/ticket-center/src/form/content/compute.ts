import { compileExpression } from '#libs/process-engine/expression/compile';
import { evaluate } from '#libs/process-engine/expression/evaluate';
import type { Variables } from '#libs/process-engine/expression/evaluate';
import type { Expression, Json } from '#libs/process-engine/model/expression';
import type { ComputedField } from '../domain/form-content.js';
import { propertiesOf, schemaAt, type Schema } from './schema-paths.js';

export type Answers = Readonly<Record<string, unknown>>;

/** Puts in what is computed, whatever stood there; a field whose formula gives nothing is left out. */
export type Computation = (answers: Answers, now: Date) => Answers;

/** @param fields each after those it takes from */
export function computationOf(fields: readonly ComputedField[], jsonSchema: Schema): Computation {
  const formulas = fields.map(({ at, field, expression }) => ({
    path: [...at, field],
    at,
    expression: compileExpression(expression, Object.keys(propertiesOf(schemaAt(jsonSchema, at)))),
  }));
  return (answers, now) =>
    formulas.reduce((done, { at, path, expression }) => {
      const scope = objectAt(done, at);
      return scope ? withValue(done, path, valueOf(expression, scope, now)) : done;
    }, answers);
}

/** What FEEL makes of an expression; undefined for null, and where it cannot be said. */
export function valueOf(expression: Expression, variables: Answers, now: Date): Json | undefined {
  const evaluation = evaluate(expression, variables as Variables, { now, timeZone: 'UTC' });
  return evaluation.outcome === 'value' ? evaluation.value : undefined;
}

export function objectAt(answers: Answers, at: readonly string[]): Answers | undefined {
  return at.reduce<Answers | undefined>((outer, name) => {
    const inner = outer !== undefined && Object.hasOwn(outer, name) ? outer[name] : undefined;
    return typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? (inner as Answers) : undefined;
  }, answers);
}

/** A copy in which the path has the value; undefined: in which it is not. The objects on the way are made. */
export function withValue(answers: Answers, path: readonly string[], value: unknown): Answers {
  const [name, ...rest] = path as [string, ...string[]];
  if (rest.length > 0) return { ...answers, [name]: withValue(objectAt(answers, [name]) ?? {}, rest, value) };
  const others = Object.entries(answers).filter(([other]) => other !== name);
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]]);
}
