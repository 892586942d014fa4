import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { nextNumber } from '#libs/persistence/rows/counter';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ContactDirectory } from '../../contact/contact.api.js';
import { InteractionEvent, type NewInteractionEvent } from '../domain/interaction-event.aggregate.js';
import { InteractionEvents } from '../domain/interaction-event.repository.js';

export class RecordInteractionEvent extends Command<{ id: string; number: string }> {
  constructor(
    readonly contactIds: readonly string[],
    readonly input: Omit<NewInteractionEvent, 'id' | 'number'>,
  ) {
    super();
  }
}

@CommandHandler(RecordInteractionEvent)
export class RecordInteractionEventHandler implements ICommandHandler<RecordInteractionEvent> {
  constructor(
    private readonly events: InteractionEvents,
    private readonly contacts: ContactDirectory,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The number belongs to the event's transaction: a refused one takes none. */
  execute({ contactIds, input }: RecordInteractionEvent): Promise<{ id: string; number: string }> {
    return this.database.transaction(async () => {
      const contacts = await this.contacts.get(contactIds);
      const now = this.clock.now();
      const id = newId(now);
      const number = await nextNumber(this.database, 'E', now);
      await this.events.add(InteractionEvent.recordIn(contacts, { ...input, id, number }, now));
      return { id, number };
    });
  }
}
