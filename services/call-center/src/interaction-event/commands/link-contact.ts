import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ContactDirectory } from '../../contact/contact.api.js';
import { InteractionEvents } from '../domain/interaction-event.repository.js';

export class LinkContact extends Command<void> {
  constructor(
    readonly interactionEventId: string,
    readonly contactId: string,
  ) {
    super();
  }
}

@CommandHandler(LinkContact)
export class LinkContactHandler implements ICommandHandler<LinkContact> {
  constructor(
    private readonly events: InteractionEvents,
    private readonly contacts: ContactDirectory,
    private readonly clock: Clock,
  ) {}

  async execute({ interactionEventId, contactId }: LinkContact): Promise<void> {
    const [contact] = await this.contacts.get([contactId]);
    await this.events.update(interactionEventId, (event) => event.linkContact(contact!, this.clock.now()));
  }
}
