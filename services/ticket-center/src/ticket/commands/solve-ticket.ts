import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Checklists } from '../../checklist/checklist.api.js';
import { CLOSING, StageForms } from '../../stage-form/stage-form.api.js';
import { TicketTypes } from '../../ticket-type/ticket-type.api.js';
import { Tickets } from '../domain/ticket.repository.js';

export class SolveTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly solution: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(SolveTicket)
export class SolveTicketHandler implements ICommandHandler<SolveTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly types: TicketTypes,
    private readonly stages: StageForms,
    private readonly checklists: Checklists,
    private readonly clock: Clock,
  ) {}

  async execute({ ticketId, solution, by }: SolveTicket): Promise<void> {
    const { ticketType } = await this.tickets.get(ticketId);
    await this.stages.requireFilled(ticketId, CLOSING);
    await this.checklists.requireDone(ticketId);
    const { returnVisit } = await this.types.get(ticketType);
    await this.tickets.update(ticketId, (ticket) => ticket.solve(solution, returnVisit, by, this.clock.now()));
  }
}

export class ReopenTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly reason: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ReopenTicket)
export class ReopenTicketHandler implements ICommandHandler<ReopenTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, reason, by }: ReopenTicket): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.reopen(reason, by, this.clock.now()));
  }
}
