import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { ClaimLost } from '../run/process.errors.js';
import { Runtime } from '../run/runtime.js';
import { ProcessTimerSchema, type ProcessTimerRow } from '../schema/process-timer.schema.js';
import { Claims } from './claims.js';

/** Few claims of many: measured twice as quick as many of few. */
export const AT_ONCE = 1_000;
export const CLAIM_MS = 30_000;

/** Fires timers that are due, each once: the key of the command is told by the instance, the wait and the due time. */
@Injectable()
export class TimerWorker {
  constructor(
    private readonly claims: Claims,
    private readonly runtime: Runtime,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Resolves when all that is due in the partitions has fired or been left to a later look. */
  async look(partitions: readonly number[]): Promise<void> {
    for (;;) {
      const due = await this.claims.take(ProcessTimerSchema, { partitions, most: AT_ONCE, forMs: CLAIM_MS });
      await Promise.all(due.map((timer) => this.#fire(timer)));
      if (due.length < AT_ONCE) return;
    }
  }

  async #fire({ instance, wait, due, claim }: ProcessTimerRow & { claim: string }): Promise<void> {
    const at = due.toISOString();
    const directive = {
      key: `timer:${instance}:${wait}:${at}`,
      instance,
      command: { type: 'timer-fired', wait, due: at },
    } as const;
    try {
      await this.runtime.submit(directive, { claim: { of: 'timer', wait, token: claim } });
    } catch (error) {
      if (!(error instanceof ClaimLost)) this.logger.warn({ err: error, instance, wait }, 'a timer did not fire');
    }
  }
}
