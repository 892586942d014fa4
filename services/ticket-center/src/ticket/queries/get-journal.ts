import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import type { JournalRow } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { In, MoreThan, Not } from 'typeorm';
import { TicketJournalSchema } from '../infra/ticket.schema.js';
import { MergedTickets } from '../merged-tickets.api.js';

export type JournalEntry = Omit<JournalRow, 'aggregateId' | 'at'> & { ticketId: string; at: string };

export class GetJournal extends Query<Page<JournalEntry>> {
  constructor(
    readonly ticketId: string,
    readonly page: PageQuery,
    readonly seesNotes: boolean,
  ) {
    super();
  }
}

/** Everything that happened to a ticket, and to those that were merged into it, oldest first. */
@QueryHandler(GetJournal)
export class GetJournalHandler implements IQueryHandler<GetJournal> {
  constructor(
    private readonly database: Database,
    private readonly merged: MergedTickets,
  ) {}

  async execute({ ticketId, page: { limit, cursor }, seesNotes }: GetJournal): Promise<Page<JournalEntry>> {
    const after = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const rows = await (
      await this.database.reader()
    ).find(TicketJournalSchema, {
      where: {
        ...{ aggregateId: In([ticketId, ...(await this.merged.into(ticketId))]), ...after },
        ...(seesNotes ? {} : { type: Not('ticket-noted') }),
      },
      order: { id: 'ASC' },
      take: limit + 1,
    });
    const { items, next } = pageOf(rows, limit, (row) => [row.id]);
    return { items: items.map(journalEntry), next };
  }
}

function journalEntry({ id, aggregateId: ticketId, type, at, data }: JournalRow): JournalEntry {
  return { id, ticketId, type, at: at.toISOString(), data };
}
