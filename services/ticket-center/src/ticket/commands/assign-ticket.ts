import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Tickets } from '../domain/ticket.repository.js';

export class AssignTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly assigneeId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(AssignTicket)
export class AssignTicketHandler implements ICommandHandler<AssignTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, assigneeId, by }: AssignTicket): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.assign(assigneeId, by, this.clock.now()));
  }
}

export class AssignTeam extends Command<void> {
  constructor(
    readonly ticketId: string,
    /** null: no team's any more. */
    readonly teamId: string | null,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(AssignTeam)
export class AssignTeamHandler implements ICommandHandler<AssignTeam> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, teamId, by }: AssignTeam): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.assignTeam(teamId, by, this.clock.now()));
  }
}
