import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import type { Page } from '#libs/kernel/page';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import { MaskingPolicies } from '#libs/personal-data/masking-policies';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { LeasedRounds, onlyWhenWritten, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { In, LessThanOrEqual } from 'typeorm';
import { SearchedTickets } from '../ticket-search/searched-tickets.api.js';
import { ViewedTickets, type LineView } from '../ticket-view/viewed-tickets.api.js';
import { written } from './content/written-lines.js';
import { TicketExportSchema, type TicketExportRow } from './ticket-export.schema.js';

const EVERY_MS = 1_000;
const LEASE_MS = 30_000;
/** Tickets of a page, and pages of a piece: what a crash costs, and what is in memory. */
const PAGE = 200;
const PAGES = 10;
const MOST_FAILURES = 5;
const AT_ONCE = 20;

/** Writes exports piece by piece: each piece is kept before the next is begun, and a crash goes on behind the last. */
@Injectable()
export class ExportWorker {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly tickets: ViewedTickets,
    private readonly search: SearchedTickets,
    private readonly storage: ObjectStorage,
    private readonly policies: MaskingPolicies,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'ticket-exports',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'exports of tickets were not written',
      nextDue: onlyWhenWritten,
      work: (round) =>
        round.inEachTenant(async () => {
          const goOn = () => round.isOurs();
          if (!(await goOn())) return;
          await this.look(goOn);
          await this.expire();
        }),
    });
  }

  /** One piece of each in turn, so that a short one does not wait for a long one. */
  async look(goOn: () => Promise<boolean>): Promise<void> {
    do {
      const open = await this.#open();
      if (open.length === 0) return;
      for (const row of open) await this.#goOn(row);
    } while (await goOn());
  }

  /** Files nobody may have any more. */
  async expire(): Promise<void> {
    const where = { status: In(['done', 'cancelled', 'failed']), expiresAt: LessThanOrEqual(this.clock.now()) };
    const rows = await (await this.database.reader()).find(TicketExportSchema, { where, take: AT_ONCE });
    for (const { id, status } of rows) {
      for await (const key of this.storage.list(folderOf(id))) await this.storage.delete(key);
      const gone = { status: status === 'done' ? ('expired' as const) : status, pieces: [], expiresAt: FOREVER };
      await this.database.transaction((tx) => tx.update(TicketExportSchema, { id }, gone));
    }
  }

  async #open(): Promise<TicketExportRow[]> {
    const where = { status: In(['waiting', 'running']) };
    return (await this.database.reader()).find(TicketExportSchema, { where, order: { id: 'ASC' }, take: AT_ONCE });
  }

  async #goOn(row: TicketExportRow): Promise<void> {
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
  async #piece(row: TicketExportRow): Promise<void> {
    const { id, layout, query, step, tickets, pieces } = row;
    const total =
      step === 0 && query.words === null ? await this.tickets.count(query.conditions, query.viewer) : row.total;
    const { rules } = this.policies.of(currentTenant());
    let cursor = row.nextCursor ?? undefined;
    let count = 0;
    let text = '';
    for (let page = 0; page < PAGES && (page === 0 || cursor !== undefined); page++) {
      const { items, next } = await this.#page(row, cursor);
      text += written(items, step === 0 && page === 0, layout, rules);
      count += items.length;
      cursor = next ?? undefined;
    }
    const key = `${folderOf(id)}/${newId(this.clock.now())}`;
    await this.storage.put(key, bytesOf(text));
    const isLast = cursor === undefined;
    await this.#keep(row, {
      ...{ status: isLast ? 'done' : 'running', total, tickets: tickets + count, pieces: [...pieces, key] },
      ...{ step: step + 1, nextCursor: cursor ?? null, failures: 0, endedAt: isLast ? this.clock.now() : null },
    });
  }

  #page({ query, layout }: TicketExportRow, cursor: string | undefined): Promise<Page<LineView>> {
    const { conditions, sort, viewer, words, withNotes } = query;
    if (words === null)
      return this.tickets.page({ conditions, sort, viewer, columns: layout.columns, limit: PAGE, cursor });
    const search = { words, sort: 'newest', conditions, viewer, withNotes, limit: PAGE, cursor } as const;
    return this.search.find({ ...search, columns: layout.columns });
  }

  /** Unless it was cancelled, or another process has come further. */
  async #keep({ id, step }: TicketExportRow, change: Partial<TicketExportRow>): Promise<void> {
    const where = { id, step, status: In(['waiting', 'running']) };
    await this.database.transaction((tx) => tx.update(TicketExportSchema, where, change as object));
  }
}

const FOREVER = new Date('9999-12-31T00:00:00Z');

function folderOf(id: string): string {
  return `ticket-export/${id}`;
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}
