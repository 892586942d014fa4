import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** The message says to whoever wrote the schema what is wrong with it. */
export class SchemaFault extends Error {}

export interface Offence {
  /** A JSON pointer; empty: the whole. */
  readonly at: string;
  /** Names no value. */
  readonly message: string;
}

/** What is wrong with a value; nothing: it fits. */
export type Judge = (value: unknown) => Offence[];

const MOST_CHARACTERS = 256 * 1024;
const MOST_OFFENCES = 20;

/**
 * A JSON Schema (2020-12), which may refer to itself and to nothing outside.
 * @param coerce makes texts numbers and booleans where the schema asks for those: the value judged is changed
 * @throws SchemaFault
 */
export function judgeOf(schema: object, { coerce = false } = {}): Judge {
  if (JSON.stringify(schema).length > MOST_CHARACTERS)
    throw new SchemaFault(`A schema has no more than ${MOST_CHARACTERS} characters.`);
  // One for each schema: it keeps every id it sees, and would let one schema refer to those of another.
  const ajv = new Ajv2020({ allErrors: true, ownProperties: true, logger: false, strict: false, coerceTypes: coerce });
  formats.default(ajv);
  const validate = compiled(ajv, schema);
  return (value) => (validate(value) ? [] : (validate.errors ?? []).slice(0, MOST_OFFENCES).map(offenceOf));
}

function compiled(ajv: Ajv2020, schema: object) {
  try {
    const validate = ajv.compile(schema);
    if ('$async' in validate) throw new Error('"$async" is not supported');
    return validate;
  } catch (error) {
    throw new SchemaFault((error as Error).message);
  }
}

function offenceOf({ instancePath, message = 'does not fit', params }: ErrorObject): Offence {
  const { missingProperty, additionalProperty } = params as Record<string, string | undefined>;
  const own = missingProperty ?? additionalProperty;
  return { at: own === undefined ? instancePath : `${instancePath}/${own}`, message };
}
