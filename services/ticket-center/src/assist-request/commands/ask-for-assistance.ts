import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TicketHandling } from '../../ticket/ticket.api.js';
import { AssistClock } from '../assist-clock.js';
import { AssistPolicies } from '../assist-policies.js';
import { AssistRequest, type NewAssistRequest } from '../domain/assist-request.aggregate.js';
import { AssistRequests } from '../domain/assist-request.repository.js';

export interface Asked extends Omit<NewAssistRequest, 'id' | 'ticketId'> {
  /** Of open time, ISO 8601; null: as the team has agreed. */
  readonly within: string | null;
}

export class AskForAssistance extends Command<{ requestId: string }> {
  constructor(
    readonly ticketId: string,
    readonly asked: Asked,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(AskForAssistance)
export class AskForAssistanceHandler implements ICommandHandler<AskForAssistance> {
  constructor(
    private readonly requests: AssistRequests,
    private readonly tickets: TicketHandling,
    private readonly policies: AssistPolicies,
    private readonly timers: AssistClock,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ ticketId, asked: { within, ...asked }, by }: AskForAssistance): Promise<{ requestId: string }> {
    const now = this.clock.now();
    const id = newId(now);
    const agreement = await this.policies.agreement(asked.teamId, within, now);
    await this.database.transaction(async () => {
      await this.tickets.askForHelp(ticketId, { id, holds: asked.holds }, by);
      await this.requests.add(AssistRequest.ask({ id, ticketId, ...asked }, agreement, by, now));
      await this.timers.start(ticketId, id, agreement?.dueAt ?? null);
    });
    return { requestId: id };
  }
}
