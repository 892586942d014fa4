import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TicketHandling } from '../../ticket/ticket.api.js';
import { AssistClock } from '../assist-clock.js';
import { AssistRequests } from '../domain/assist-request.repository.js';

/** The ticket has ended, by its process: nobody needs an answer any more. */
export class LapseAssistance extends Command<void> {
  constructor(readonly ticketId: string) {
    super();
  }
}

@CommandHandler(LapseAssistance)
export class LapseAssistanceHandler implements ICommandHandler<LapseAssistance> {
  constructor(
    private readonly requests: AssistRequests,
    private readonly tickets: TicketHandling,
    private readonly timers: AssistClock,
    private readonly clock: Clock,
  ) {}

  async execute({ ticketId }: LapseAssistance): Promise<void> {
    for (const id of await this.requests.openOf(ticketId)) {
      await this.tickets.endHelp(ticketId, id, 'withdrawn', 'ticket');
      await this.requests.update(id, (request) => request.lapse(this.clock.now()));
      await this.timers.stop(ticketId, id);
    }
  }
}
