import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InteractionEvents } from '../domain/interaction-event.repository.js';

export class NoteTicketClosed extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly interactionEventIds: readonly string[],
  ) {
    super();
  }
}

@CommandHandler(NoteTicketClosed)
export class NoteTicketClosedHandler implements ICommandHandler<NoteTicketClosed> {
  constructor(
    private readonly events: InteractionEvents,
    private readonly clock: Clock,
  ) {}

  /** In the order of their ids, so that two tickets of the same events cannot block each other. */
  async execute({ ticketId, interactionEventIds }: NoteTicketClosed): Promise<void> {
    for (const id of interactionEventIds.toSorted()) {
      await this.events.update(id, (event) => event.ticketClosed(ticketId, this.clock.now()));
    }
  }
}
