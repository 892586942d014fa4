import type { FormProblem } from '../domain/form-content.js';
import { pointedTo, type Schema } from './schema-paths.js';

const LAYOUTS = new Set(['VerticalLayout', 'HorizontalLayout', 'Group', 'Category', 'Categorization']);
const CONTROLS = new Set(['Control', 'ListWithDetail']);
const EFFECTS = new Set(['SHOW', 'HIDE', 'ENABLE', 'DISABLE']);

interface Element {
  readonly type?: unknown;
  readonly scope?: unknown;
  readonly label?: unknown;
  readonly text?: unknown;
  readonly elements?: unknown;
  readonly rule?: { readonly effect?: unknown; readonly condition?: unknown };
}

/**
 * What is wrong with a UI schema of JSON Forms (https://jsonforms.io/docs/uischema) for the schema it shows: elements it does
 * not know, scopes that lead nowhere, and required fields that a rule can hide from whoever must fill them in.
 */
export function uiProblems(uiSchema: Schema, jsonSchema: Schema): FormProblem[] {
  return Object.keys(uiSchema).length === 0 ? [] : ofElement(uiSchema, '/uiSchema', { jsonSchema, hidden: false });
}

interface Place {
  readonly jsonSchema: Schema;
  /** By a rule of an element around it. */
  readonly hidden: boolean;
}

function ofElement(given: unknown, pointer: string, around: Place): FormProblem[] {
  if (typeof given !== 'object' || given === null) return [{ pointer, message: 'an element is an object' }];
  const element = given as Element;
  const place = { ...around, hidden: around.hidden || hides(element) };
  const rule = element.rule === undefined ? [] : ofRule(element.rule, `${pointer}/rule`, place);
  return [...rule, ...ofKind(element, pointer, place)];
}

function ofKind(element: Element, pointer: string, place: Place): FormProblem[] {
  const { type, elements, text } = element;
  if (CONTROLS.has(type as string)) return ofControl(element, pointer, place);
  if (type === 'Label') return typeof text === 'string' ? [] : [{ pointer, message: 'a Label has a "text"' }];
  if (!LAYOUTS.has(type as string))
    return [{ pointer: `${pointer}/type`, message: `JSON Forms has no element ${JSON.stringify(type)}` }];
  if (!Array.isArray(elements)) return [{ pointer, message: `a ${String(type)} has "elements"` }];
  return elements.flatMap((each: unknown, at) => [
    ...(type === 'Categorization' ? ofCategory(each, `${pointer}/elements/${at}`) : []),
    ...ofElement(each, `${pointer}/elements/${at}`, place),
  ]);
}

function ofCategory(element: unknown, pointer: string): FormProblem[] {
  const type = (element as Element | null)?.type;
  if (type === 'Category' || type === 'Categorization') return [];
  return [{ pointer, message: 'a Categorization has a Category at each place' }];
}

function ofControl({ scope }: Element, pointer: string, { jsonSchema, hidden }: Place): FormProblem[] {
  const wrong = ofScope(scope, `${pointer}/scope`, jsonSchema);
  if (wrong.length > 0 || !hidden || !isRequired(scope as string, jsonSchema)) return wrong;
  const message = `${scope as string} is always required and can be hidden: nobody could fill it in then`;
  return [{ pointer: `${pointer}/scope`, message }];
}

function ofScope(scope: unknown, pointer: string, jsonSchema: Schema): FormProblem[] {
  if (typeof scope === 'string' && pointedTo(jsonSchema, scope) !== undefined) return [];
  return [{ pointer, message: `the form has nothing at ${JSON.stringify(scope)}` }];
}

function ofRule({ effect, condition }: NonNullable<Element['rule']>, pointer: string, place: Place): FormProblem[] {
  const unknown = EFFECTS.has(effect as string)
    ? []
    : [{ pointer: `${pointer}/effect`, message: `a rule has one of the effects ${[...EFFECTS].join(', ')}` }];
  return [...unknown, ...ofCondition(condition, `${pointer}/condition`, place)];
}

function ofCondition(given: unknown, pointer: string, place: Place): FormProblem[] {
  const { type, conditions, scope, schema } = (given ?? {}) as Record<string, unknown>;
  if (type === 'AND' || type === 'OR') {
    if (!Array.isArray(conditions)) return [{ pointer, message: `${type} has "conditions"` }];
    return conditions.flatMap((each: unknown, at) => ofCondition(each, `${pointer}/conditions/${at}`, place));
  }
  const open =
    type === 'LEAF' || typeof schema === 'object' ? [] : [{ pointer, message: 'a condition has a "schema"' }];
  return [...open, ...ofScope(scope, `${pointer}/scope`, place.jsonSchema)];
}

function hides({ rule }: Element): boolean {
  return rule?.effect === 'HIDE' || rule?.effect === 'SHOW';
}

/** Of the object the field is in, whatever else is answered. */
function isRequired(scope: string, jsonSchema: Schema): boolean {
  const parts = scope.split('/');
  const outer = pointedTo(jsonSchema, parts.slice(0, -2).join('/')) as { required?: unknown } | undefined;
  return Array.isArray(outer?.required) && outer.required.includes(parts.at(-1));
}
