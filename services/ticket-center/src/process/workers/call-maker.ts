import type { CallFailed, CallSucceeded } from '#libs/process-engine/commands';
import type { Json } from '#libs/process-engine/model/expression';
import { within } from '#libs/messaging/within';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { Inject, Injectable } from '@nestjs/common';
import { TaskCancelledError } from 'cockatiel';
import type { Logger } from 'pino';
import { Connectors } from '../../connector/connector.api.js';
import { CallbackAddresses } from '../callbacks/callback-addresses.js';
import { partitionOf } from '../run/digest.js';
import { ClaimLost } from '../run/process.errors.js';
import { Runtime } from '../run/runtime.js';
import { unclaimed } from '../schema/claimable.js';
import { ProcessCallSchema, type ProcessCallRow } from '../schema/process-call.schema.js';
import { answered, failed, overdue, quarantined } from './call-answer.js';
import { ReadCache } from './read-cache.js';

const TIMEOUT_MS = 30_000;
/** No call takes longer, so that its claim stands until it has been answered. */
const LONGEST_MS = 60_000;

export class CallRefused extends domainError('process-call-refused', 'invalid') {}

/** The other side, or an action of ours, took longer than it may. */
class CallTimedOut extends Error {
  override readonly name = 'CallTimedOut';
}

export type ClaimedCall = ProcessCallRow & { claim: string };

/** Makes a call that was claimed, outside of every transaction, and gives the answer to its instance. */
@Injectable()
export class CallMaker {
  constructor(
    private readonly runtime: Runtime,
    private readonly connectors: Connectors,
    private readonly reads: ReadCache,
    private readonly callbacks: CallbackAddresses,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Never rejects: a call whose answer could not be kept is made again when its claim has run out. */
  async make(call: ClaimedCall): Promise<void> {
    const { instance, wait } = call;
    try {
      const command = quarantined(call) ?? overdue(call, this.clock.now()) ?? (await this.#answer(call));
      await (command ? this.#tell(call, command) : this.#awaitCallback(call));
    } catch (error) {
      if (!(error instanceof ClaimLost)) this.logger.warn({ err: error, instance, wait }, 'an answer was not kept');
    }
  }

  async #tell({ instance, wait, attempt, claim }: ClaimedCall, command: CallSucceeded | CallFailed): Promise<void> {
    const directive = { key: `call:${instance}:${wait}:${attempt}:${claim}`, instance, command };
    await this.runtime.submit(directive, { claim: { of: 'call', wait, token: claim } });
  }

  /** Undefined: it was taken on, and the result will be called back. */
  async #answer(call: ClaimedCall): Promise<CallSucceeded | CallFailed | undefined> {
    const { callbackUntil, timeoutMs } = call;
    const callback = callbackUntil && this.callbacks.of(call, callbackUntil);
    const more = callback && { callback: { url: callback.url, until: callbackUntil.toISOString() } };
    const perform = () => this.#perform(call, { ...more });
    const limit = Math.min(timeoutMs ?? TIMEOUT_MS, LONGEST_MS);
    try {
      const result = await within(limit, () => this.reads.answer(call, perform));
      return callback ? undefined : answered(call, result);
    } catch (error) {
      const reason =
        error instanceof TaskCancelledError ? new CallTimedOut(`There was no answer within ${limit} ms.`) : error;
      return failed(call, reason, callback?.token);
    }
  }

  /** The input names the connector's action; the rest of it are the arguments. */
  async #perform({ connector, input, idempotencyKey }: ClaimedCall, more: object): Promise<Json> {
    const { action, ...args } = input;
    if (typeof action !== 'string') throw new CallRefused(`The input for ${connector} names no action.`);
    const asked = await this.connectors.perform(connector, action, { ...args, ...more }, idempotencyKey);
    if (asked.refused) throw new CallRefused(`${connector} refused: ${asked.result}.`);
    return asked.result;
  }

  /** It is due again when the time for that is over. One that has been called back already is not there any more. */
  async #awaitCallback({ instance, wait, claim, callbackUntil }: ClaimedCall): Promise<void> {
    const then = unclaimed(partitionOf(instance), callbackUntil!);
    await this.database.transaction((tx) => tx.update(ProcessCallSchema, { instance, wait, claim }, then));
  }
}
