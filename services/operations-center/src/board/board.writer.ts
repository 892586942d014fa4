import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { currentContext, currentTenant } from '#libs/persistence/tenant-context';
import { Injectable } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';
import { LessThan, type EntityManager } from 'typeorm';
import { contactAfter, ticketAfter, type ContactNews, type TicketNews } from './board-rows.js';
import { BoardContactSchema, BoardTicketSchema } from './board.schema.js';

/** Gravestones stay far longer than any event is sent again. */
const GRAVESTONE_MS = 30 * 24 * 3_600_000;

/** Keeps the rows that boards are counted from. */
@Injectable()
export class BoardWriter {
  readonly #changes = new Subject<string>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The tenant whose rows this process has just changed, once that is committed. */
  get changes(): Observable<string> {
    return this.#changes;
  }

  contact(contactId: string, news: ContactNews): Promise<void> {
    return this.#write(async (tx, writtenAt) => {
      const known = await tx.findOne(BoardContactSchema, { where: { contactId }, ...this.#locked });
      const row = { ...contactAfter(known, contactId, news), writtenAt };
      await (known ? tx.update(BoardContactSchema, { contactId }, row) : tx.insert(BoardContactSchema, row));
      if (row.state === 'ended')
        await tx.delete(BoardContactSchema, { state: 'ended', writtenAt: LessThan(longBefore(writtenAt)) });
    });
  }

  ticket(ticketId: string, news: TicketNews): Promise<void> {
    return this.#write(async (tx, writtenAt) => {
      const known = await tx.findOne(BoardTicketSchema, { where: { ticketId }, ...this.#locked });
      const row = { ...ticketAfter(known, ticketId, news), writtenAt };
      await (known ? tx.update(BoardTicketSchema, { ticketId }, row) : tx.insert(BoardTicketSchema, row));
      if (row.finished)
        await tx.delete(BoardTicketSchema, { finished: true, writtenAt: LessThan(longBefore(writtenAt)) });
    });
  }

  async #write(work: (tx: EntityManager, now: Date) => Promise<void>): Promise<void> {
    await this.database.transaction(async (tx) => {
      await work(tx, this.clock.now());
      const tenantId = currentTenant();
      currentContext()?.unitOfWork?.afterCommit(() => this.#changes.next(tenantId));
    });
  }

  get #locked() {
    return this.database.locksRows ? { lock: { mode: 'pessimistic_write' as const } } : {};
  }
}

function longBefore(now: Date): Date {
  return new Date(now.getTime() - GRAVESTONE_MS);
}
