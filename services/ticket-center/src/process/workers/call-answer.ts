import type { CallFailed, CallSucceeded, Failure } from '#libs/process-engine/commands';
import type { Json } from '#libs/process-engine/model/expression';
import { DomainError } from '#libs/kernel/domain-error';

/** What a call may answer with, in characters of JSON: it becomes variables, and those are read and written at every step. */
export const MOST_CHARACTERS = 256 * 1024;

/** A call so often claimed and never answered ends the processes that make it. */
export const MOST_CLAIMS = 3;

/** Of what the other side says of its failure: it is shown to operators, and part of the instance until they have helped. */
const MESSAGE_CHARACTERS = 2_000;
const STACK_CHARACTERS = 8_000;

export interface Attempt {
  readonly wait: number;
  readonly attempt: number;
}

export function answered({ wait, attempt }: Attempt, result: Json): CallSucceeded | CallFailed {
  const size = JSON.stringify(result).length;
  if (size <= MOST_CHARACTERS) return { type: 'call-succeeded', wait, result };
  const message = `The answer has ${size} characters; ${MOST_CHARACTERS} can be kept.`;
  return { type: 'call-failed', wait, attempt, failure: poison('AnswerTooLarge', message) };
}

/** @param secret what must not be repeated */
export function failed({ wait, attempt }: Attempt, error: unknown, secret?: string): CallFailed {
  return { type: 'call-failed', wait, attempt, failure: failureOf(error, secret) };
}

/** The answer of a call that must not be made again; undefined: it may. */
export function quarantined({ wait, attempt, claims }: Attempt & { claims: number }): CallFailed | undefined {
  if (claims <= MOST_CLAIMS) return undefined;
  const failure = poison('LeaseLost', `The call was begun ${MOST_CLAIMS} times and never ended.`);
  return { type: 'call-failed', wait, attempt, failure };
}

/** The answer of a call whose result nobody brought in time; undefined: there is time. Asked again it would be the same call. */
export function overdue(call: Attempt & { callbackUntil: Date | null }, now: Date): CallFailed | undefined {
  const { wait, attempt, callbackUntil } = call;
  if (callbackUntil === null || callbackUntil > now) return undefined;
  const message = `Nobody called back until ${callbackUntil.toISOString()}.`;
  return { type: 'call-failed', wait, attempt, failure: { class: 'CallbackOverdue', message, retryable: false } };
}

/** A refusal, ours or the other side's, is the same the next time. */
function failureOf(error: unknown, secret: string | undefined): Failure {
  const told = (text: string, most: number) => (secret ? text.replaceAll(secret, '…') : text).slice(0, most);
  if (!(error instanceof Error))
    return { class: 'Error', message: told(String(error), MESSAGE_CHARACTERS), retryable: true };
  const { name, message, stack } = error;
  return {
    class: name,
    message: told(message, MESSAGE_CHARACTERS),
    ...(stack !== undefined && { stack: told(stack, STACK_CHARACTERS) }),
    retryable: !(error instanceof DomainError),
  };
}

function poison(kind: string, message: string): Failure {
  return { class: kind, message, retryable: false, poison: true };
}
