import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Tickets } from '../domain/ticket.repository.js';

/** 催办; gives how often it was urged by now. */
export class UrgeTicket extends Command<number> {
  constructor(
    readonly ticketId: string,
    readonly note: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(UrgeTicket)
export class UrgeTicketHandler implements ICommandHandler<UrgeTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, note, by }: UrgeTicket): Promise<number> {
    return this.tickets.update(ticketId, (ticket) => ticket.urge(note, by, this.clock.now()));
  }
}
