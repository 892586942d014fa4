import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { ticketAfter, type TicketNews } from './ticket-rows.js';
import { BoardTicketSchema } from './ticket.schema.js';

/** Gravestones stay far longer than any event is sent again. */
const GRAVESTONE_MS = 30 * 24 * 3_600_000;

/** Keeps the rows that tickets are counted from. */
@Injectable()
export class TicketWriter {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  take(ticketId: string, news: TicketNews): Promise<void> {
    return this.database.transaction(async (tx) => {
      const lock = this.database.rowLock;
      const known = await tx.findOne(BoardTicketSchema, { where: { ticketId }, ...lock });
      const writtenAt = this.clock.now();
      const row = { ...ticketAfter(known, ticketId, news), writtenAt };
      await (known ? tx.update(BoardTicketSchema, { ticketId }, row) : tx.insert(BoardTicketSchema, row));
      const longBefore = new Date(writtenAt.getTime() - GRAVESTONE_MS);
      if (row.finished) await tx.delete(BoardTicketSchema, { finished: true, writtenAt: LessThan(longBefore) });
    });
  }
}
