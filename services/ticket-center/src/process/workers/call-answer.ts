import type { CallFailed, CallSucceeded, Failure } from '#libs/process-engine/commands';
import type { Json } from '#libs/process-engine/model/expression';
import { DomainError } from '#libs/kernel/domain-error';

/** What a call may answer with, in characters of JSON: it becomes variables, and those are read and written at every step. */
const MOST_CHARACTERS = 256 * 1024;

/** A call so often claimed and never answered ends the processes that make it. */
const MOST_CLAIMS = 3;

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

export function failed({ wait, attempt }: Attempt, error: unknown): CallFailed {
  return { type: 'call-failed', wait, attempt, failure: failureOf(error) };
}

/** The answer of a call that must not be made again; undefined: it may. */
export function quarantined({ wait, attempt, claims }: Attempt & { claims: number }): CallFailed | undefined {
  if (claims <= MOST_CLAIMS) return undefined;
  const failure = poison('LeaseLost', `The call was begun ${MOST_CLAIMS} times and never ended.`);
  return { type: 'call-failed', wait, attempt, failure };
}

/** A refusal, ours or the other side's, is the same the next time. */
function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { class: 'Error', message: String(error), retryable: true };
  const { name, message, stack } = error;
  return { class: name, message, ...(stack !== undefined && { stack }), retryable: !(error instanceof DomainError) };
}

function poison(kind: string, message: string): Failure {
  return { class: kind, message, retryable: false, poison: true };
}
