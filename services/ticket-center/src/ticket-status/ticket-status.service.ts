import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentContext, currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TicketStatuses, TicketStatusNotFound, TicketStatusRetired } from './ticket-status.api.js';
import { TicketStatusSchema, type TicketStatusRow } from './ticket-status.schema.js';

export class TicketStatusNameTaken extends domainError('ticket-status-name-taken', 'conflict') {}

export type StatusChange = Partial<Pick<TicketStatusRow, 'name' | 'isDefault' | 'retired'>>;

/** The catalogue of a tenant. The category of a status is fixed: what tickets are in it must not change under them. */
@Injectable()
export class TicketStatusService {
  constructor(
    private readonly database: Database,
    private readonly statuses: TicketStatuses,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<TicketStatusRow[]> {
    return (await this.database.reader()).find(TicketStatusSchema, { order: { category: 'ASC', name: 'ASC' } });
  }

  /** @throws TicketStatusNotFound */
  async get(id: string): Promise<TicketStatusRow> {
    const found = await (await this.database.reader()).findOneBy(TicketStatusSchema, { id });
    if (!found) throw new TicketStatusNotFound('There is no such status.', { id });
    return found;
  }

  /** @throws TicketStatusNameTaken */
  create(status: Pick<TicketStatusRow, 'name' | 'category' | 'isDefault'>): Promise<TicketStatusRow> {
    const row = { id: newId(this.clock.now()), ...status, retired: false, version: 1 };
    return this.#saved(async (tx) => {
      await this.#makeRoom(tx, row);
      await tx.insert(TicketStatusSchema, row);
      return row;
    });
  }

  /** @throws TicketStatusNotFound, TicketStatusNameTaken, TicketStatusRetired, StaleVersion */
  change(id: string, change: StatusChange): Promise<TicketStatusRow> {
    return this.#saved(async (tx) => {
      const before = await this.get(id);
      const { version } = currentContext()!.precondition!;
      const after = { ...before, ...change, version: version + 1 };
      if (after.retired && change.isDefault) throw new TicketStatusRetired('It is retired.', { id });
      if (after.retired) after.isDefault = false;
      await this.#makeRoom(tx, after);
      const { affected } = await tx.update(TicketStatusSchema, { id, version }, after);
      if (affected !== 1)
        throw new StaleVersion('It was changed by someone else in the meantime.', {
          facts: { yours: version, current: before.version },
        });
      return after;
    });
  }

  /** A category has one default. */
  async #makeRoom(tx: EntityManager, { category, isDefault }: TicketStatusRow): Promise<void> {
    if (isDefault) await tx.update(TicketStatusSchema, { category, isDefault: true }, { isDefault: false });
  }

  async #saved(save: (tx: EntityManager) => Promise<TicketStatusRow>): Promise<TicketStatusRow> {
    try {
      return await this.database.transaction(save);
    } catch (error) {
      if (isDuplicateKey(error)) throw new TicketStatusNameTaken('There is a status of this name.');
      throw error;
    } finally {
      this.statuses.forget(currentTenant());
    }
  }
}
