import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ContactOutcome } from '../domain/contact-status.js';
import { Contacts } from '../domain/contact.repository.js';

export class EndContact extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly outcome: ContactOutcome,
  ) {
    super();
  }
}

@CommandHandler(EndContact)
export class EndContactHandler implements ICommandHandler<EndContact> {
  constructor(
    private readonly contacts: Contacts,
    private readonly clock: Clock,
  ) {}

  execute({ contactId, outcome }: EndContact): Promise<void> {
    return this.contacts.update(contactId, (contact) => contact.end(outcome, this.clock.now()));
  }
}
