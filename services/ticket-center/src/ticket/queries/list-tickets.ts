import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TicketInteractionSchema, TicketSchema, type TicketRow } from '../infra/ticket.schema.js';
import type { ListTicketsQuery, TicketView } from '../ticket.dto.js';
import { ticketView } from './ticket-view.js';

export class ListTickets extends Query<Page<TicketView>> {
  constructor(readonly filter: ListTicketsQuery) {
    super();
  }
}

/** Newest first: ids grow with time. */
@QueryHandler(ListTickets)
export class ListTicketsHandler implements IQueryHandler<ListTickets> {
  constructor(private readonly database: Database) {}

  async execute({ filter }: ListTickets): Promise<Page<TicketView>> {
    const { status, assigneeId, customerId, interactionEventId, archived, limit, cursor } = filter;
    const query = (await this.database.reader()).createQueryBuilder<TicketRow>(TicketSchema, 'ticket');
    query.where(archived ? 'ticket.archivedAt IS NOT NULL' : 'ticket.archivedAt IS NULL');
    if (status) query.andWhere('ticket.status = :status', { status });
    if (assigneeId === 'none') query.andWhere('ticket.assigneeId IS NULL');
    else if (assigneeId) query.andWhere('ticket.assigneeId = :assigneeId', { assigneeId });
    if (customerId) query.andWhere('ticket.customerId = :customerId', { customerId });
    if (interactionEventId) {
      const link = TicketInteractionSchema.options.name;
      query.innerJoin(link, 'link', 'link.ticketId = ticket.id AND link.interactionEventId = :interactionEventId', {
        interactionEventId,
      });
    }
    if (cursor) query.andWhere('ticket.id < :before', { before: decodeCursor(cursor, 1)[0] });
    const rows = await query
      .orderBy('ticket.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    const { items, next } = pageOf(rows, limit, (row) => [row.id]);
    return { items: items.map(ticketView), next };
  }
}
