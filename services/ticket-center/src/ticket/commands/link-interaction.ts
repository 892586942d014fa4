import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Tickets } from '../domain/ticket.repository.js';

export class LinkInteraction extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly interactionEventId: string,
    /** null: nobody in person. */
    readonly by: string | null = null,
  ) {
    super();
  }
}

@CommandHandler(LinkInteraction)
export class LinkInteractionHandler implements ICommandHandler<LinkInteraction> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, interactionEventId, by }: LinkInteraction): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.linkInteraction(interactionEventId, by, this.clock.now()));
  }
}
