import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { newId } from '#libs/kernel/id';
import { Tickets } from '../domain/ticket.repository.js';

export class DispatchTicket extends Command<{ visitId: string }> {
  constructor(
    readonly ticketId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(DispatchTicket)
export class DispatchTicketHandler implements ICommandHandler<DispatchTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  async execute({ ticketId, by }: DispatchTicket): Promise<{ visitId: string }> {
    const now = this.clock.now();
    const visitId = newId(now);
    await this.tickets.update(ticketId, (ticket) => ticket.dispatch(visitId, by, now));
    return { visitId };
  }
}

export class RecordVisit extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly visitId: string,
    readonly outcome: 'fixed' | 'not-fixed',
  ) {
    super();
  }
}

@CommandHandler(RecordVisit)
export class RecordVisitHandler implements ICommandHandler<RecordVisit> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, visitId, outcome }: RecordVisit): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.visited(visitId, outcome, this.clock.now()));
  }
}
