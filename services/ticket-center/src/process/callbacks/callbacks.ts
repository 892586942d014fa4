import type { CallSucceeded, ThrowError } from '#libs/process-engine/commands';
import type { Json } from '#libs/process-engine/model/expression';
import { Injectable } from '@nestjs/common';
import { InstanceNotFound, TaskGone } from '../run/process.errors.js';
import { Runtime } from '../run/runtime.js';
import type { Outcome } from '../run/submission.js';
import { MOST_CHARACTERS } from '../workers/call-answer.js';
import { CallbackTokens } from './callback-tokens.js';
import { CallbackTooLarge } from './callback.errors.js';

/** What a system outside says of a call it took on: its result, or an error that the process may catch. */
export type CalledBack =
  { readonly result: Json } | { readonly error: { readonly code: string; readonly message?: string } };

/** Results of calls that are brought by their token: each wait takes one. */
@Injectable()
export class Callbacks {
  constructor(
    private readonly tokens: CallbackTokens,
    private readonly runtime: Runtime,
  ) {}

  /**
   * Brought again, the same gets the first outcome. What comes when nobody waits any more is recorded, and changes nothing.
   * @throws CallbackTokenInvalid, CallbackTokenExpired, CallbackTooLarge, CommandKeyReused for something else than before,
   * TaskGone
   */
  async take(token: string, said: CalledBack): Promise<Outcome> {
    const { instance, wait } = this.tokens.read(token);
    const directive = { key: `callback:${instance}:${wait}`, instance, command: commandOf(wait, said) };
    const outcome = await this.runtime.submit(directive).catch(goneWith);
    if (outcome.ignored !== undefined) throw gone();
    return outcome;
  }
}

function commandOf(wait: number, said: CalledBack): CallSucceeded | ThrowError {
  if ('error' in said) return { type: 'throw-error', wait, ...said.error, variables: {} };
  const size = JSON.stringify(said.result).length;
  if (size > MOST_CHARACTERS)
    throw new CallbackTooLarge(`The result has ${size} characters; ${MOST_CHARACTERS} can be kept.`);
  return { type: 'call-succeeded', wait, result: said.result };
}

/** With the instance its waits are gone. */
function goneWith(error: unknown): never {
  throw error instanceof InstanceNotFound ? gone() : error;
}

function gone(): TaskGone {
  return new TaskGone('Nobody waits for this result any more.');
}
