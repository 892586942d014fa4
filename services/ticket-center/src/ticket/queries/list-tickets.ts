import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { CustomerFamilies } from '#libs/web/customer-families';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TicketInteractionSchema, TicketSchema, type TicketRow } from '../infra/ticket.schema.js';
import { TicketStatuses } from '../../ticket-status/ticket-status.api.js';
import { SpecialData } from '../../stage-form/special-data.api.js';
import type { ListTicketsQuery, TicketLine } from '../ticket.dto.js';
import { TicketReach } from '../reach/ticket-reach.api.js';
import { ticketView } from './ticket-view.js';

export class ListTickets extends Query<Page<TicketLine>> {
  constructor(readonly filter: ListTicketsQuery) {
    super();
  }
}

/** Newest first: ids grow with time. */
@QueryHandler(ListTickets)
export class ListTicketsHandler implements IQueryHandler<ListTickets> {
  constructor(
    private readonly database: Database,
    private readonly special: SpecialData,
    private readonly statuses: TicketStatuses,
    private readonly reach: TicketReach,
    private readonly families: CustomerFamilies,
  ) {}

  async execute({ filter }: ListTickets): Promise<Page<TicketLine>> {
    const { status, assigneeId, customerId, interactionEventId, archived, fields, field, limit, cursor } = filter;
    const sight = await this.reach.sight();
    const query = (await this.database.reader()).createQueryBuilder<TicketRow>(TicketSchema, 'ticket');
    query.where(archived ? 'ticket.archivedAt IS NOT NULL' : 'ticket.archivedAt IS NULL');
    this.reach.narrow(query, sight);
    if (status) query.andWhere('ticket.status = :status', { status });
    if (assigneeId === 'none') query.andWhere('ticket.assigneeId IS NULL');
    else if (assigneeId) query.andWhere('ticket.assigneeId = :assigneeId', { assigneeId });
    if (customerId) query.andWhere('ticket.customerId IN (:...ids)', { ids: await this.families.of(customerId) });
    if (interactionEventId) {
      const link = TicketInteractionSchema.options.name;
      query.innerJoin(link, 'link', 'link.ticketId = ticket.id AND link.interactionEventId = :interactionEventId', {
        interactionEventId,
      });
    }
    if (field !== undefined) this.special.narrow(query, 'ticket.id', field, filter.value);
    if (cursor) query.andWhere('ticket.id < :before', { before: decodeCursor(cursor, 1)[0] });
    const rows = await query
      .orderBy('ticket.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    const { items, next } = pageOf(rows, limit, (row) => [row.id]);
    const special = await this.special.of(
      items.map(({ id }) => id),
      fields,
    );
    const names = await this.statuses.namesOf(items);
    const lines = items.map((row, at) => ({ ...ticketView(row, names[at]!), special: special.get(row.id) ?? {} }));
    return { items: lines, next };
  }
}
