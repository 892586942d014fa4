import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TicketStatuses } from '../../../ticket-status/ticket-status.api.js';
import { Tickets } from '../../domain/ticket.repository.js';

/** One of the tenant's own. */
export class SetStatus extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly statusId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(SetStatus)
export class SetStatusHandler implements ICommandHandler<SetStatus> {
  constructor(
    private readonly tickets: Tickets,
    private readonly statuses: TicketStatuses,
    private readonly clock: Clock,
  ) {}

  async execute({ ticketId, statusId, by }: SetStatus): Promise<void> {
    const status = await this.statuses.usable(statusId);
    await this.tickets.update(ticketId, (ticket) => ticket.setStatus(status, by, this.clock.now()));
  }
}
