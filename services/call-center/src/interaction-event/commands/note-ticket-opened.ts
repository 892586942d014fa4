import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InteractionEvents } from '../domain/interaction-event.repository.js';

export class NoteTicketOpened extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly interactionEventIds: readonly string[],
  ) {
    super();
  }
}

@CommandHandler(NoteTicketOpened)
export class NoteTicketOpenedHandler implements ICommandHandler<NoteTicketOpened> {
  constructor(private readonly events: InteractionEvents) {}

  /** In the order of their ids, so that two tickets of the same events cannot block each other. */
  async execute({ ticketId, interactionEventIds }: NoteTicketOpened): Promise<void> {
    for (const id of interactionEventIds.toSorted())
      await this.events.update(id, (event) => event.ticketOpened(ticketId));
  }
}
