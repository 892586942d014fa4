import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { IdentifyContact } from './commands/identify-contact.js';
import { QueueContact } from './commands/queue-contact.js';
import { StartContact } from './commands/start-contact.js';
import type { QueueWish } from '../routing/desk.api.js';
import type { NewContact } from './domain/contact.aggregate.js';
import type { ContactOutcome } from './domain/contact-status.js';
import { Contacts } from './domain/contact.repository.js';

/** What other contexts do with contacts. */
@Injectable()
export class ContactDesk {
  constructor(
    private readonly commands: CommandBus,
    private readonly contacts: Contacts,
    private readonly clock: Clock,
  ) {}

  async start(input: Omit<NewContact, 'id' | 'number'>): Promise<string> {
    return (await this.commands.execute(new StartContact(input))).id;
  }

  /** @throws ContactOfAnotherCustomer */
  identify(contactId: string, customerId: string): Promise<void> {
    return this.commands.execute(new IdentifyContact(contactId, customerId));
  }

  /** Once: one that waits in a queue already, or is past it, stays where it is. @throws what routing refuses */
  async queue(contactId: string, wish: QueueWish): Promise<void> {
    const { isUnqueued } = await this.contacts.get(contactId);
    if (isUnqueued) await this.commands.execute(new QueueContact(contactId, wish));
  }

  /** Ends a contact nobody has taken or was asked for; any other stays as it is. */
  endWaiting(contactId: string, outcome: ContactOutcome): Promise<void> {
    return this.contacts.update(contactId, (contact) => {
      if (contact.isUnqueued) contact.end(outcome, this.clock.now());
    });
  }
}
