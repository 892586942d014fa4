import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { processStatus } from '../domain/process-status.js';
import { Tickets } from '../domain/ticket.repository.js';
import { TicketFamilies } from '../relation/ticket-families.js';

/** The process of a ticket says how it stands. */
export class FollowProcess extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly processInstanceId: string,
    readonly status: string,
  ) {
    super();
  }
}

@CommandHandler(FollowProcess)
export class FollowProcessHandler implements ICommandHandler<FollowProcess> {
  constructor(
    private readonly tickets: Tickets,
    private readonly families: TicketFamilies,
    private readonly clock: Clock,
  ) {}

  /** Processes run for other things than tickets, too. */
  async execute({ ticketId, processInstanceId, status }: FollowProcess): Promise<void> {
    if (!(await this.tickets.has(ticketId))) return;
    const wanted = processStatus(status);
    await this.families.settle(ticketId, 'process', (ticket) =>
      ticket.follow(processInstanceId, wanted, this.clock.now()),
    );
  }
}
