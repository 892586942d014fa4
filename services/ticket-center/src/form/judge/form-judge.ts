import { ValidationFailed } from '#libs/web/http/problem';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { inTime } from './in-time.js';
import { inWords } from './in-words.js';

/** The message says to operators what is wrong. */
export class FormSchemaRefused extends Error {}

const MOST_CHARACTERS = 64 * 1024;
const MOST_ERRORS = 100;

/**
 * Says what is wrong with an answer.
 * @param at the field of the request it came in
 * @throws ValidationFailed naming the fields; AnswerTooHard
 */
export type FormJudge = (answer: unknown, at: string) => void;

/**
 * Answers become variables of a process: a form has to name every field.
 * @throws FormSchemaRefused
 */
export function judgeBy(schema: Readonly<Record<string, unknown>>): FormJudge {
  if (schema.type !== 'object' || schema.additionalProperties !== false)
    throw new FormSchemaRefused('A form is of type "object" and has "additionalProperties": false.');
  if (JSON.stringify(schema).length > MOST_CHARACTERS)
    throw new FormSchemaRefused(`A form has no more than ${MOST_CHARACTERS} characters.`);
  const validate = compiled(schema);
  return (answer, at) => {
    if (inTime(() => validate(answer))) return;
    const errors = validate.errors!.filter(isOfField).slice(0, MOST_ERRORS);
    throw new ValidationFailed(errors.map((error) => offence(error, at)));
  };
}

/** The fields of a form: the variables an answer sets. */
export function fieldsOf({ properties }: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(properties ?? {});
}

function compiled(schema: Readonly<Record<string, unknown>>): ValidateFunction {
  // One for each form: it keeps every schema and id it sees, and would let one form refer to those of another.
  const ajv = new Ajv2020({ allErrors: true, ownProperties: true, logger: false, verbose: true });
  formats.default(ajv);
  try {
    const validate = ajv.compile(schema);
    if ('$async' in validate) throw new Error('"$async" is not supported');
    return validate;
  } catch (error) {
    throw new FormSchemaRefused(`The schema cannot be used: ${(error as Error).message}`);
  }
}

/** That "then" was not met says less than what of it was not. */
function isOfField({ keyword }: ErrorObject): boolean {
  return keyword !== 'if';
}

/** @see https://www.rfc-editor.org/rfc/rfc9457#section-3-3 for the pointer */
function offence(error: ErrorObject, at: string) {
  const { missingProperty, additionalProperty, unevaluatedProperty } = error.params as Record<
    string,
    string | undefined
  >;
  const own = missingProperty ?? additionalProperty ?? unevaluatedProperty;
  const pointer = `/${at}${error.instancePath}${own === undefined ? '' : `/${escaped(own)}`}`;
  return { field: pointer.slice(1).split('/').map(unescaped).join('.'), pointer, message: inWords(error) };
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
