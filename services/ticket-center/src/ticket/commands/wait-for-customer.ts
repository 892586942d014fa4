import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Tickets } from '../domain/ticket.repository.js';

export class WaitForCustomer extends Command<void> {
  constructor(
    readonly ticketId: string,
    /** null: nobody in person. */
    readonly by: string | null = null,
  ) {
    super();
  }
}

@CommandHandler(WaitForCustomer)
export class WaitForCustomerHandler implements ICommandHandler<WaitForCustomer> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, by }: WaitForCustomer): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.waitForCustomer(by, this.clock.now()));
  }
}

export class ResumeTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    /** null: nobody in person. */
    readonly by: string | null = null,
  ) {
    super();
  }
}

@CommandHandler(ResumeTicket)
export class ResumeTicketHandler implements ICommandHandler<ResumeTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, by }: ResumeTicket): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.resume(by, this.clock.now()));
  }
}

/** Until a third party has done its part. */
export class HoldTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(HoldTicket)
export class HoldTicketHandler implements ICommandHandler<HoldTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, by }: HoldTicket): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.hold(by, this.clock.now()));
  }
}
