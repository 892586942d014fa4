import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Tickets } from '../domain/ticket.repository.js';

export class CloseTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    /** null: nobody in person. */
    readonly by: string | null = null,
  ) {
    super();
  }
}

@CommandHandler(CloseTicket)
export class CloseTicketHandler implements ICommandHandler<CloseTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, by }: CloseTicket): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.close(by, this.clock.now()));
  }
}

export class CloseTicketAfterReturnVisit extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly satisfaction: number | null,
  ) {
    super();
  }
}

@CommandHandler(CloseTicketAfterReturnVisit)
export class CloseTicketAfterReturnVisitHandler implements ICommandHandler<CloseTicketAfterReturnVisit> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, satisfaction }: CloseTicketAfterReturnVisit): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.closeAfterReturnVisit(satisfaction, this.clock.now()));
  }
}

export class ArchiveTicket extends Command<void> {
  constructor(readonly ticketId: string) {
    super();
  }
}

@CommandHandler(ArchiveTicket)
export class ArchiveTicketHandler implements ICommandHandler<ArchiveTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId }: ArchiveTicket): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.archive(this.clock.now()));
  }
}
