import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TicketFamilies } from '../../relation/ticket-families.js';

/** It ends in another. */
export class MergeTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly into: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(MergeTicket)
export class MergeTicketHandler implements ICommandHandler<MergeTicket> {
  constructor(
    private readonly families: TicketFamilies,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, into, by }: MergeTicket): Promise<void> {
    return this.families.settle(ticketId, by, (ticket, all) => ticket.mergeInto(all.get(into)!, by, this.clock.now()), [
      into,
    ]);
  }
}
