import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Tickets } from '../domain/ticket.repository.js';

/** 抢单 */
export class GrabTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly agentId: string,
    /** The agent, or what gives it to them. */
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(GrabTicket)
export class GrabTicketHandler implements ICommandHandler<GrabTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, agentId, by }: GrabTicket): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.grab(agentId, this.clock.now(), by));
  }
}

export class PutTicketBack extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly reason: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(PutTicketBack)
export class PutTicketBackHandler implements ICommandHandler<PutTicketBack> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, reason, by }: PutTicketBack): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.putBack(by, reason, this.clock.now()));
  }
}
