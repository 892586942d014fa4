import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { TicketEdit } from '../domain/new-ticket.js';
import { Tickets } from '../domain/ticket.repository.js';

export class EditTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly edit: TicketEdit,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(EditTicket)
export class EditTicketHandler implements ICommandHandler<EditTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, edit, by }: EditTicket): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.edit(edit, by, this.clock.now()));
  }
}
