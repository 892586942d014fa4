import { stepsOf } from '../definition/json-pointer.js';
import type { Operations } from '../definition/operations.js';
import { pointerOf, type Part, type View } from '../definition/view.js';
import type { Field } from '#libs/contracts/settings/gateway-views';

type Schema = Readonly<Record<string, unknown>>;
type Schemas = Readonly<Record<string, unknown>>;

/** What a front-end needs to show a field it has never heard of. */
export interface FieldSchema {
  readonly at: string;
  readonly title: string;
  readonly type?: unknown;
  readonly format?: unknown;
  readonly enum?: unknown;
  readonly description?: unknown;
}

/** By part, its fields in the order they are shown, as the service describes them and the view calls them. */
export function fieldSchemas(view: View, operations: Operations): Record<string, readonly FieldSchema[]> {
  return Object.fromEntries(view.parts.map((part) => [part.name, fieldsOf(part, operations)]));
}

function fieldsOf({ definition }: Part, operations: Operations): readonly FieldSchema[] {
  const operation = operations.find(definition.operation);
  const schemas = operation ? operations.schemas(operation.service) : {};
  const whole = resolved(operation && operations.answerOf(operation), schemas);
  const fields = definition.fields ?? pointersOf(whole, schemas);
  return fields.map((field) => fieldOf(field, whole, schemas));
}

function fieldOf(field: Field, whole: Schema | undefined, schemas: Schemas): FieldSchema {
  const at = pointerOf(field);
  const steps = stepsOf(at);
  const {
    type,
    format,
    enum: values,
    description,
    title,
  } = steps.reduce((schema, step) => below(schema, step, schemas), whole) ?? {};
  const named = typeof field === 'string' ? (title as string | undefined) : field.title;
  return {
    at,
    title: named ?? inWords(steps.findLast((step) => step !== '*') ?? ''),
    ...(type !== undefined && { type }),
    ...(format !== undefined && { format }),
    ...(values !== undefined && { enum: values }),
    ...(description !== undefined && { description }),
  };
}

/** All there is, of lists what each item has. */
function pointersOf(whole: Schema | undefined, schemas: Schemas): string[] {
  const names = Object.keys((whole?.properties as object | undefined) ?? {});
  const item = below(below(whole, 'items', schemas), '*', schemas);
  const inItem = Object.keys((item?.properties as object | undefined) ?? {});
  return names.flatMap((name) =>
    name === 'items' && inItem.length > 0 ? inItem.map((each) => `/items/*/${each}`) : [`/${name}`],
  );
}

/** The schema one step further down; undefined when it does not say. */
function below(schema: Schema | undefined, step: string, schemas: Schemas): Schema | undefined {
  if (schema === undefined) return undefined;
  const properties = schema.properties as Schemas | undefined;
  const next = step === '*' ? schema.items : (properties?.[step] ?? schema.additionalProperties);
  if (typeof next === 'object') return resolved(next, schemas);
  const choices = [schema.anyOf, schema.oneOf, schema.allOf].flat().filter((choice) => choice !== undefined);
  for (const choice of choices) {
    const found = below(resolved(choice, schemas), step, schemas);
    if (found !== undefined) return found;
  }
  return undefined;
}

function resolved(schema: unknown, schemas: Schemas): Schema | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined;
  const { $ref } = schema as { $ref?: unknown };
  if (typeof $ref !== 'string') return schema as Schema;
  return schemas[$ref.replace('#/components/schemas/', '')] as Schema | undefined;
}

/** `firstRepliedAt` as `First replied at`. */
function inWords(name: string): string {
  const words = name.replaceAll(
    /([a-z0-9])([A-Z])/g,
    (_, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  );
  return words.charAt(0).toUpperCase() + words.slice(1);
}
