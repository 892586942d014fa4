import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TicketTypes } from '../../../ticket-type/ticket-type.api.js';
import { Tickets } from '../../domain/ticket.repository.js';
import { TicketFamilies } from '../../relation/ticket-families.js';

export class ReopenTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly reason: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ReopenTicket)
export class ReopenTicketHandler implements ICommandHandler<ReopenTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly families: TicketFamilies,
    private readonly types: TicketTypes,
    private readonly clock: Clock,
  ) {}

  async execute({ ticketId, reason, by }: ReopenTicket): Promise<void> {
    const { ticketType, solvedSince } = await this.tickets.get(ticketId);
    const until = solvedSince && (await this.types.reopenableUntil(ticketType, solvedSince));
    await this.families.settle(ticketId, by, (ticket) => ticket.reopen(reason, by, this.clock.now(), until));
  }
}
