import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Tickets } from '../../domain/ticket.repository.js';

/** Another team is asked; the ticket stays with who has it. */
export class AskForHelp extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly request: { readonly id: string; readonly holds: boolean },
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(AskForHelp)
export class AskForHelpHandler implements ICommandHandler<AskForHelp> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, request: { id, holds }, by }: AskForHelp): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.askForHelp(id, holds, by, this.clock.now()));
  }
}

export type HelpOutcome = 'answered' | 'declined' | 'withdrawn';

export class EndHelp extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly requestId: string,
    readonly outcome: HelpOutcome,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(EndHelp)
export class EndHelpHandler implements ICommandHandler<EndHelp> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, requestId, outcome, by }: EndHelp): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.endHelp(requestId, outcome, by, this.clock.now()));
  }
}
