import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, onlyWhenWritten, type Rounds } from '#libs/web/leased-rounds';
import { LOGGER } from '#libs/web/logger-token';
import { PersonalBoundary } from '#libs/web/personal-boundary';
import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { In, IsNull, LessThanOrEqual } from 'typeorm';
import { z } from 'zod';
import { ExportedCustomer } from '../customer.dto.js';
import { CustomerSchema, CustomerTagSchema } from '../infra/customer.schema.js';
import { ListCustomers } from '../queries/list-customers.js';
import { CustomerExportSchema, type CustomerExportRow } from './customer-export.schema.js';
import { written } from './written-customers.js';

const EVERY_MS = 1_000;
const LEASE_MS = 30_000;
/** Customers of a page, and pages of a piece: what a crash costs, and what is in memory. */
const PAGE = 200;
const PAGES = 10;
const MOST_FAILURES = 5;
const AT_ONCE = 20;
const OPEN = ['waiting', 'running'] as const;
const Customers = z.array(ExportedCustomer);

/** Writes exports piece by piece: each piece is kept before the next is begun, and a crash goes on behind the last. */
@Injectable()
export class CustomerExportWorker {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly storage: ObjectStorage,
    private readonly queries: QueryBus,
    private readonly boundary: PersonalBoundary,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'customer-exports',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'exports of customers were not written',
      nextDue: onlyWhenWritten,
      work: (round) =>
        round.inEachTenant(async () => {
          const goOn = () => round.isOurs();
          if (!(await goOn())) return;
          await this.look(goOn);
          await this.#expire();
        }),
    });
  }

  /** One piece of each in turn, so that a short one does not wait for a long one. */
  async look(goOn: () => Promise<boolean>): Promise<void> {
    const find = { where: { status: In([...OPEN]) }, order: { id: 'ASC' }, take: AT_ONCE } as const;
    do {
      const open = await (await this.database.reader()).find(CustomerExportSchema, find);
      if (open.length === 0) return;
      for (const row of open) await this.#goOn(row);
    } while (await goOn());
  }

  /** Files nobody may have any more. */
  async #expire(): Promise<void> {
    const where = { status: In(['done', 'cancelled', 'failed']), expiresAt: LessThanOrEqual(this.clock.now()) };
    const rows = await (await this.database.reader()).find(CustomerExportSchema, { where, take: AT_ONCE });
    for (const { id, status } of rows) {
      for await (const key of this.storage.list(folderOf(id))) await this.storage.delete(key);
      const gone = { status: status === 'done' ? ('expired' as const) : status, pieces: [], expiresAt: FOREVER };
      await this.database.transaction((tx) => tx.update(CustomerExportSchema, { id }, gone));
    }
  }

  async #goOn(row: CustomerExportRow): Promise<void> {
    try {
      await this.#piece(row);
    } catch (error) {
      this.logger.warn({ err: error, export: row.id }, 'a piece of an export was not written');
      const failures = row.failures + 1;
      const ended = failures >= MOST_FAILURES ? { status: 'failed' as const, endedAt: this.clock.now() } : {};
      await this.#keep(row, { failures, ...ended });
    }
  }

  /** A piece that was stored and not kept is not in the file; it goes with the folder. */
  async #piece(row: CustomerExportRow): Promise<void> {
    const { id, format, masked, owner, tag, step, customers, pieces } = row;
    const total = step === 0 ? await this.#count(tag) : row.total;
    let cursor = row.nextCursor ?? undefined;
    let count = 0;
    let text = '';
    for (let page = 0; page < PAGES && (page === 0 || cursor !== undefined); page++) {
      const query = { limit: PAGE, cursor, ...(tag !== null && { tag }) };
      const { items, next } = await this.queries.execute(new ListCustomers(query));
      const shown = this.boundary.shownTo(masked ? undefined : owner?.identity, Customers, items);
      text += written(shown, step === 0 && page === 0, format);
      count += items.length;
      cursor = next ?? undefined;
    }
    const key = `${folderOf(id)}/${newId(this.clock.now())}`;
    await this.storage.put(key, bytesOf(text));
    const isLast = cursor === undefined;
    await this.#keep(row, {
      ...{ status: isLast ? 'done' : 'running', total, customers: customers + count, pieces: [...pieces, key] },
      ...{ step: step + 1, nextCursor: cursor ?? null, failures: 0, endedAt: isLast ? this.clock.now() : null },
    });
  }

  async #count(tag: string | null): Promise<number> {
    const db = await this.database.reader();
    return tag === null ? db.countBy(CustomerSchema, { mergedInto: IsNull() }) : db.countBy(CustomerTagSchema, { tag });
  }

  /** Unless it was cancelled, or another process has come further. */
  async #keep({ id, step }: CustomerExportRow, change: Partial<CustomerExportRow>): Promise<void> {
    const where = { id, step, status: In([...OPEN]) };
    await this.database.transaction((tx) => tx.update(CustomerExportSchema, where, change as object));
  }
}

const FOREVER = new Date('9999-12-31T00:00:00Z');

function folderOf(id: string): string {
  return `customer-export/${id}`;
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}
