import { compileExpression, ExpressionFault } from '#libs/process-engine/expression/compile';
import type { ComputedField, FormProblem, Lookup } from '../domain/form-content.js';
import { inOrder, type Ordered, type Taking } from './in-order.js';
import { propertiesOf, schemaAt, type Schema } from './schema-paths.js';

const SCALARS = new Set(['string', 'number', 'integer', 'boolean']);

/** The names an expression takes, or what is wrong with it. */
function namesTaken(text: string, known: readonly string[]): readonly string[] | string {
  try {
    const { names } = compileExpression(text, known);
    const unknown = names.filter((name) => !known.includes(name));
    return unknown.length === 0 ? names : `there is no field ${unknown.join(', ')} beside it`;
  } catch (error) {
    if (error instanceof ExpressionFault) return error.message;
    throw error;
  }
}

export interface ComputedCheck extends Ordered {
  readonly problems: readonly FormProblem[];
}

/** Computed fields are fields of the form, take from fields beside them, and never from each other in a circle. */
export function checkComputed(fields: readonly ComputedField[], jsonSchema: Schema): ComputedCheck {
  const problems: FormProblem[] = [];
  const sound = fields.flatMap((field): Taking[] => {
    const known = Object.keys(propertiesOf(schemaAt(jsonSchema, field.at)));
    const taken = known.includes(field.field) ? namesTaken(field.expression, known) : 'the form has no such field';
    if (typeof taken !== 'string') return [{ ...field, names: taken }];
    problems.push({ pointer: pointerTo('computed', field.field), message: taken });
    return [];
  });
  const ordered = inOrder(sound);
  const circle = ordered.stuck.map(({ field }) => ({
    pointer: pointerTo('computed', field),
    message: `it takes from itself, by way of ${ordered.stuck.map((other) => other.field).join(', ')}`,
  }));
  return { ...ordered, problems: [...problems, ...circle] };
}

/** What is asked, and what it fills in, are fields of the form; nobody computes what is looked up. */
export function lookupProblems(
  { at, name, connector, arguments: asked, fills }: Lookup,
  jsonSchema: Schema,
  given: { readonly connectors: ReadonlySet<string>; readonly computed: readonly ComputedField[] },
): FormProblem[] {
  const pointer = pointerTo('lookups', name);
  const known = Object.keys(propertiesOf(schemaAt(jsonSchema, at)));
  const isComputed = (field: string) =>
    given.computed.some((each) => each.field === field && each.at.join('/') === at.join('/'));
  return [
    ...(given.connectors.has(connector) ? [] : [{ pointer, message: `there is no connector ${connector}` }]),
    ...Object.entries(asked).flatMap(([argument, text]) => wrongNames(text, known, `${pointer}/arguments/${argument}`)),
    ...Object.entries(fills).flatMap(([field, text]) => [
      ...(known.includes(field)
        ? []
        : [{ pointer: `${pointer}/fills/${field}`, message: 'the form has no such field' }]),
      ...(isComputed(field) ? [{ pointer: `${pointer}/fills/${field}`, message: 'the field is computed' }] : []),
      ...wrongNames(text, ['result'], `${pointer}/fills/${field}`),
    ]),
  ];
}

/** Tickets are found by what is one value. */
export function indexProblems(indexed: readonly string[], jsonSchema: Schema): FormProblem[] {
  return indexed.flatMap((field, place) => {
    const property = propertiesOf(jsonSchema)[field];
    if (property && (SCALARS.has(property.type as string) || 'enum' in property)) return [];
    const message = property ? `${field} is no single value` : 'the form has no such field';
    return [{ pointer: `/indexed/${place}`, message }];
  });
}

function wrongNames(text: string, known: readonly string[], pointer: string): FormProblem[] {
  const taken = namesTaken(text, known);
  return typeof taken === 'string' ? [{ pointer, message: taken }] : [];
}

function pointerTo(part: string, name: string): string {
  return `/${part}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
