import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Tickets } from '../domain/ticket.repository.js';

/** 催办 */
export class UrgeTicket extends Command<void> {
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

  execute({ ticketId, note, by }: UrgeTicket): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.urge(note, by, this.clock.now()));
  }
}

/** 督办 */
export class SuperviseTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly supervisorId: string,
  ) {
    super();
  }
}

@CommandHandler(SuperviseTicket)
export class SuperviseTicketHandler implements ICommandHandler<SuperviseTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, supervisorId }: SuperviseTicket): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.supervise(supervisorId, this.clock.now()));
  }
}
