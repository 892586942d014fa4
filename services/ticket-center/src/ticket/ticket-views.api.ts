import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetTicket } from './queries/get-ticket.js';
import type { TicketView } from './ticket.dto.js';

export { TicketView } from './ticket.dto.js';

/** What the routes of other contexts answer when they have done something with a ticket. */
@Injectable()
export class TicketViews {
  constructor(private readonly queries: QueryBus) {}

  /** @throws TicketNotFound */
  get(ticketId: string): Promise<TicketView> {
    return this.queries.execute(new GetTicket(ticketId));
  }
}
