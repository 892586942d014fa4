import { createContext, Script } from 'node:vm';
import { domainError } from '#libs/kernel/domain-error';
import { ValidationFailed } from '#libs/web/problem';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

export class FormSchemaRefused extends domainError('form-schema-refused', 'invalid') {}
export class AnswerTooHard extends domainError('form-answer-too-hard', 'invalid') {}

const MOST_CHARACTERS = 64 * 1024;
/** A pattern somebody wrote can take for ever on what somebody else typed: everything else waits meanwhile. */
const LONGEST_MS = 250;
const MOST_ERRORS = 100;

// A function from here cannot be given a time limit, a script that calls it can.
const script = new Script('work()');
const sandbox = createContext({}) as { work?: () => unknown };

/** Says what is wrong with an answer. @throws ValidationFailed naming the fields; AnswerTooHard */
export type FormJudge = (answer: unknown) => void;

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
  return (answer) => {
    if (inTime(() => validate(answer), tooHard)) return;
    throw new ValidationFailed(validate.errors!.filter(isOfField).slice(0, MOST_ERRORS).map(offence));
  };
}

/** The fields of a form: the variables an answer sets. */
export function fieldsOf({ properties }: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(properties ?? {});
}

function compiled(schema: Readonly<Record<string, unknown>>): ValidateFunction {
  // One for each form: it keeps every schema and id it sees, and would let one form refer to those of another.
  const ajv = new Ajv2020({ allErrors: true, ownProperties: true, logger: false });
  formats.default(ajv);
  try {
    const validate = ajv.compile(schema);
    if ('$async' in validate) throw new Error('"$async" is not supported');
    return validate;
  } catch (error) {
    throw new FormSchemaRefused(`The schema cannot be used: ${(error as Error).message}`);
  }
}

function inTime(work: () => unknown, refuse: (error: unknown) => never): unknown {
  sandbox.work = work;
  try {
    return script.runInContext(sandbox, { timeout: LONGEST_MS });
  } catch (error) {
    return refuse(error);
  } finally {
    delete sandbox.work;
  }
}

/** Its patterns take too long, or it goes deeper than there is stack. */
function tooHard(): never {
  throw new AnswerTooHard('The answer cannot be checked: it is too much for the patterns of the form.');
}

/** That "then" was not met says less than what of it was not. */
function isOfField({ keyword }: ErrorObject): boolean {
  return keyword !== 'if';
}

function offence({ instancePath, params, message = 'is not right' }: ErrorObject) {
  const { missingProperty, additionalProperty } = params as Record<string, string | undefined>;
  const path = [...instancePath.split('/').slice(1), missingProperty ?? additionalProperty].filter((part) => part);
  return { field: ['result', ...path].join('.'), message };
}
