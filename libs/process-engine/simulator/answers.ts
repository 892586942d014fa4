import type { Answer, ChildEnded } from '../commands.js';
import type { EndInstance } from '../effects.js';
import type { Json } from '../model/expression.js';

/** What a connector answers, and after how many ms. */
export type CallAnswer = { readonly after?: number } & (
  { readonly result: Json } | { readonly errorCode: string } | { readonly failure: string; readonly retryable: boolean }
);

export function answered(wait: number, attempt: number, answer: CallAnswer): Answer {
  if ('result' in answer) return { type: 'call-succeeded', wait, result: answer.result };
  if ('errorCode' in answer) return { type: 'throw-error', wait, code: answer.errorCode, variables: {} };
  const failure = { class: 'CallFailed', message: answer.failure, retryable: answer.retryable };
  return { type: 'call-failed', wait, attempt, failure };
}

/** What a parent is told of the end of an instance it started. */
export function childResult({ outcome, variables, error }: EndInstance): ChildEnded['result'] {
  if (outcome === 'completed') return { outcome, variables };
  if (outcome === 'failed') return { outcome, code: error?.code ?? '', variables };
  return { outcome: 'lost', message: 'It was cancelled.' };
}
