import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TicketHandling } from '../../ticket/ticket.api.js';
import { AssistClock } from '../assist-clock.js';
import type { AssistOutcome } from '../domain/assist-request.aggregate.js';
import { AssistRequests } from '../domain/assist-request.repository.js';

/** It is answered, declined or withdrawn; the ticket hears of it, and goes on if it stood still for it. */
export class EndAssistance extends Command<void> {
  constructor(
    readonly requestId: string,
    readonly outcome: AssistOutcome,
    /** The answer, or why not; empty where it is withdrawn. */
    readonly text: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(EndAssistance)
export class EndAssistanceHandler implements ICommandHandler<EndAssistance> {
  constructor(
    private readonly requests: AssistRequests,
    private readonly tickets: TicketHandling,
    private readonly timers: AssistClock,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The ticket first, as when somebody asks: nobody waits in a circle. */
  async execute({ requestId, outcome, text, by }: EndAssistance): Promise<void> {
    const { ticketId } = await this.requests.get(requestId);
    await this.database.transaction(async () => {
      await this.tickets.endHelp(ticketId, requestId, outcome, by);
      await this.requests.update(requestId, (request) => {
        if (outcome === 'answered') request.give(text, by, this.clock.now());
        else if (outcome === 'declined') request.decline(text, by, this.clock.now());
        else request.withdraw(by, this.clock.now());
      });
      await this.timers.stop(ticketId, requestId);
    });
  }
}
