import type { Json } from '#libs/process-engine/model/expression';
import { within } from '#libs/messaging/within';
import { LOGGER } from '#libs/web/logger-token';
import { domainError } from '#libs/kernel/domain-error';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Connectors } from '../../connector/connector.api.js';
import { ClaimLost } from '../run/process.errors.js';
import { Runtime } from '../run/runtime.js';
import { ProcessCallSchema, type ProcessCallRow } from '../schema/process-call.schema.js';
import { answered, failed, quarantined } from './call-answer.js';
import { Claims } from './claims.js';
import { ReadCache } from './read-cache.js';

/** Calls under way in one process. */
const AT_ONCE = 100;
const TIMEOUT_MS = 30_000;
/** No call takes longer, so that its claim stands until it has been answered. */
const LONGEST_MS = 60_000;
const CLAIM_MS = 120_000;

export class CallRefused extends domainError('process-call-refused', 'invalid') {}

type Claimed = ProcessCallRow & { claim: string };

/**
 * Makes the calls that are due. The claim, with the key the other side tells repetitions by, is committed before the call is
 * made: after a crash it is known that it may have gone out. No transaction is open meanwhile.
 */
@Injectable()
export class CallWorker {
  readonly #underWay = new Set<Promise<void>>();

  constructor(
    private readonly claims: Claims,
    private readonly runtime: Runtime,
    private readonly connectors: Connectors,
    private readonly reads: ReadCache,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Resolves when the calls have begun. */
  async look(partitions: readonly number[]): Promise<void> {
    const most = AT_ONCE - this.#underWay.size;
    for (const call of await this.claims.take(ProcessCallSchema, { partitions, most, forMs: CLAIM_MS })) {
      const making = this.#make(call).finally(() => this.#underWay.delete(making));
      this.#underWay.add(making);
    }
  }

  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Never rejects: a call whose answer could not be kept is made again when its claim has run out. */
  async #make(call: Claimed): Promise<void> {
    const { instance, wait, attempt, claim } = call;
    const command = quarantined(call) ?? (await this.#answer(call));
    const directive = { key: `call:${instance}:${wait}:${attempt}:${claim}`, instance, command };
    try {
      await this.runtime.submit(directive, { claim: { of: 'call', wait, token: claim } });
    } catch (error) {
      if (!(error instanceof ClaimLost)) this.logger.warn({ err: error, instance, wait }, 'an answer was not kept');
    }
  }

  async #answer(call: Claimed) {
    try {
      const limit = Math.min(call.timeoutMs ?? TIMEOUT_MS, LONGEST_MS);
      return answered(call, await within(limit, () => this.reads.answer(call, () => this.#perform(call))));
    } catch (error) {
      return failed(call, error);
    }
  }

  /** The input names the connector's action; the rest of it are the arguments. */
  async #perform({ connector, input, idempotencyKey }: Claimed): Promise<Json> {
    const { action, ...args } = input;
    if (typeof action !== 'string') throw new CallRefused(`The input for ${connector} names no action.`);
    const { refused, result } = await this.connectors.perform(connector, action, args, idempotencyKey);
    if (refused) throw new CallRefused(`${connector} refused: ${result}.`);
    return result;
  }
}
