import { newId } from '#libs/kernel/id';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { eventStarts, nextStart } from '#libs/process-engine/core/event-starts';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { ProcessDefinitions } from '../../process-definition/process-definition.api.js';
import { Runtime } from '../run/runtime.js';
import { Claims } from '../workers/claims.js';
import { KnownStarts } from './known-starts.js';
import { ProcessStartSchema, type ProcessStartRow } from './process-start.schema.js';

const AT_ONCE = 100;
const CLAIM_MS = 30_000;

/** Starts instances when their time has come: one for each turn, told by its due time, whoever begins it and how often. */
@Injectable()
export class TimedStarts {
  constructor(
    private readonly claims: Claims,
    private readonly runtime: Runtime,
    private readonly starts: KnownStarts,
    private readonly definitions: ProcessDefinitions,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async look(partitions: readonly number[]): Promise<void> {
    const due = await this.claims.take(ProcessStartSchema, { partitions, most: AT_ONCE, forMs: CLAIM_MS });
    await Promise.all(due.map((start) => this.#begin(start)));
  }

  async #begin(row: ProcessStartRow & { claim: string }): Promise<void> {
    const { definition, version: binding, node, due } = row;
    const start = { definition, binding, businessKey: null, variables: {}, node };
    const key = `start:${definition}:${binding}:${node}:${due.toISOString()}`;
    try {
      await this.runtime.submit({ key, instance: newId(this.clock.now()), start });
      await this.#goOn(row);
    } catch (error) {
      this.logger.warn({ err: error, definition, node }, 'a timed start waits for its next attempt');
    }
  }

  /** To its next turn, unless another version has taken its place. */
  async #goOn({ definition, version, node, timer, claim }: ProcessStartRow): Promise<void> {
    const model = await this.definitions.model({ id: definition, version });
    const start = eventStarts(model).find((each) => each.node === node);
    if (start?.type !== 'timer' || timer === null) return;
    const next = nextStart(model, start.event, timer, await this.starts.context());
    const mine = { definition, node, claim: claim! };
    await this.database.transaction(async (tx) => {
      if (!next) return void (await tx.delete(ProcessStartSchema, mine));
      const due = new Date(next.due);
      const then = { timer: { kind: 'timer', ...next }, due, claim: null, claimedUntil: due, claims: 0 };
      await tx.update(ProcessStartSchema, mine, then as object);
    });
  }
}
