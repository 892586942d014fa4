import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { TicketRecords } from '../../ticket/ticket.api.js';
import { RebuildSchema, type RebuildRow } from './search-index.schema.js';
import { SearchQueue } from './search-queue.js';

const AT_ONCE = 500;
/** So many wait at most: those that changed are looked for among them. */
const MOST_WAITING = 2_000;
const ALL = { openedFrom: null, openedTo: null, tickets: 'all' } as const;

export class RebuildNotFound extends domainError('ticket-search-rebuild-not-found', 'not-found') {}

/** All tickets are read again, behind those that change meanwhile; the first time right after the service has started. */
@Injectable()
export class Rebuilds {
  /** Tenants whose tickets were read once. */
  readonly #begun = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly tickets: TicketRecords,
    private readonly queue: SearchQueue,
    private readonly clock: Clock,
  ) {}

  /** Joins the one that runs. */
  async start(): Promise<RebuildRow> {
    const tickets = await this.tickets.countIn(ALL);
    return this.database.transaction(async (tx) => {
      const running = await tx.findOneBy(RebuildSchema, { endedAt: IsNull() });
      if (running) return running;
      const startedAt = this.clock.now();
      const rebuild = { id: newId(startedAt), queuedTo: '', queued: 0, tickets, startedAt, endedAt: null };
      await tx.insert(RebuildSchema, rebuild);
      return rebuild;
    });
  }

  /** @throws RebuildNotFound */
  async get(id: string): Promise<RebuildRow> {
    const row = await (await this.database.reader()).findOneBy(RebuildSchema, { id });
    if (!row) throw new RebuildNotFound('The index is not made anew by that.', { id });
    return row;
  }

  /** The next tickets wait to be read. */
  async goOn(): Promise<void> {
    const reader = await this.database.reader();
    await this.#begin(reader);
    const running = await reader.findOneBy(RebuildSchema, { endedAt: IsNull() });
    if (!running || (await this.queue.waiting()) >= MOST_WAITING) return;
    const ids = await this.tickets.idsIn(ALL, running.queuedTo, AT_ONCE);
    const endedAt = ids.length < AT_ONCE ? this.clock.now() : null;
    const queued = running.queued + ids.length;
    await this.database.transaction(async (tx) => {
      await this.queue.all(tx, ids);
      await tx.update(RebuildSchema, { id: running.id }, { queuedTo: ids.at(-1) ?? running.queuedTo, queued, endedAt });
    });
  }

  async #begin(reader: EntityManager): Promise<void> {
    const tenant = currentTenant();
    if (this.#begun.has(tenant)) return;
    if (!(await reader.exists(RebuildSchema))) await this.start();
    this.#begun.add(tenant);
  }
}
