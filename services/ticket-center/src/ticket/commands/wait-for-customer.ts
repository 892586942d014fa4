import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Tickets } from '../domain/ticket.repository.js';

export class WaitForCustomer extends Command<void> {
  constructor(readonly ticketId: string) {
    super();
  }
}

@CommandHandler(WaitForCustomer)
export class WaitForCustomerHandler implements ICommandHandler<WaitForCustomer> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId }: WaitForCustomer): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.waitForCustomer(this.clock.now()));
  }
}

export class ResumeTicket extends Command<void> {
  constructor(readonly ticketId: string) {
    super();
  }
}

@CommandHandler(ResumeTicket)
export class ResumeTicketHandler implements ICommandHandler<ResumeTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId }: ResumeTicket): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.resume(this.clock.now()));
  }
}
