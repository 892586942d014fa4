import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Contacts } from '../domain/contact.repository.js';

export class IdentifyContact extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly customerId: string,
  ) {
    super();
  }
}

@CommandHandler(IdentifyContact)
export class IdentifyContactHandler implements ICommandHandler<IdentifyContact> {
  constructor(
    private readonly contacts: Contacts,
    private readonly clock: Clock,
  ) {}

  execute({ contactId, customerId }: IdentifyContact): Promise<void> {
    return this.contacts.update(contactId, (contact) => contact.identify(customerId, this.clock.now()));
  }
}
