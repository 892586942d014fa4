import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TicketStatuses } from '../../ticket-status/ticket-status.api.js';
import { TicketNotFound } from '../domain/ticket.errors.js';
import { TicketSchema } from '../infra/ticket.schema.js';
import type { TicketView } from '../ticket.dto.js';
import { ticketView } from './ticket-view.js';

export class GetTicket extends Query<TicketView> {
  constructor(readonly ticketId: string) {
    super();
  }
}

@QueryHandler(GetTicket)
export class GetTicketHandler implements IQueryHandler<GetTicket> {
  constructor(
    private readonly database: Database,
    private readonly statuses: TicketStatuses,
  ) {}

  async execute({ ticketId }: GetTicket): Promise<TicketView> {
    const row = await (await this.database.reader()).findOneBy(TicketSchema, { id: ticketId });
    if (!row) throw new TicketNotFound('There is no such ticket.', { id: ticketId });
    const [statusName] = await this.statuses.namesOf([row]);
    return ticketView(row, statusName!);
  }
}
