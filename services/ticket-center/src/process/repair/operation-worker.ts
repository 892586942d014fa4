import { DomainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { In } from 'typeorm';
import { Claims } from '../workers/claims.js';
import { NothingToRepair } from './commands-for.js';
import { OperationItemSchema, OperationSchema, type OperationItemRow, type OperationRow } from './operation.schema.js';
import { ProcessOperations } from './process-operations.js';
import { NothingChanged, Repairs } from './repairs.js';

const AT_ONCE = 100;
const CLAIM_MS = 30_000;

/** Carries out operations, in the partitions that are this process's. After a crash they go on where they were. */
@Injectable()
export class OperationWorker {
  constructor(
    private readonly claims: Claims,
    private readonly repairs: Repairs,
    private readonly operations: ProcessOperations,
    private readonly database: Database,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async look(partitions: readonly number[]): Promise<void> {
    const items = await this.claims.take(OperationItemSchema, { partitions, most: AT_ONCE, forMs: CLAIM_MS });
    if (items.length === 0) return;
    const ids = [...new Set(items.map(({ operation }) => operation))];
    const operations = await (await this.database.reader()).findBy(OperationSchema, { id: In(ids) });
    const byId = new Map(operations.map((operation) => [operation.id, operation]));
    await Promise.all(items.map((item) => this.#carryOut(item, byId.get(item.operation)!)));
  }

  /** Never rejects: what failed stays waiting, and its claim runs out. */
  async #carryOut(item: OperationItemRow, { id, action, reason, operator }: OperationRow): Promise<void> {
    const { instance, claims } = item;
    try {
      await this.repairs.carryOut(`operation:${id}:${instance}`, instance, action, { operator, reason });
      await this.operations.settle(item, 'done', null);
    } catch (error) {
      const again = claims > 1 && (error instanceof NothingToRepair || error instanceof NothingChanged);
      await this.#refused(item, error, again).catch((failure: unknown) =>
        this.logger.warn({ err: failure, operation: id, instance }, 'an operation waits for its next attempt'),
      );
    }
  }

  /** @param again it was begun before, and what is left of it is nothing: it had been done */
  async #refused(item: OperationItemRow, error: unknown, again: boolean): Promise<void> {
    if (!(error instanceof DomainError)) throw error;
    const { code, message } = error;
    await (again
      ? this.operations.settle(item, 'done', null)
      : this.operations.settle(item, 'refused', { code, message }));
  }
}
