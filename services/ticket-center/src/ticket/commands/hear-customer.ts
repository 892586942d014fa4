import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Enclosed } from '../domain/ticket.events.js';
import { Tickets } from '../domain/ticket.repository.js';

export class HearCustomer extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly text: string,
    readonly enclosed: Enclosed & { channel?: string } = {},
  ) {
    super();
  }
}

@CommandHandler(HearCustomer)
export class HearCustomerHandler implements ICommandHandler<HearCustomer> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, text, enclosed }: HearCustomer): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.hearCustomer(text, this.clock.now(), enclosed));
  }
}
