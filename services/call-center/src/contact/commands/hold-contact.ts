import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Acting } from '../domain/acting.js';
import { Contacts } from '../domain/contact.repository.js';

export class HoldContact extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly by: Acting,
  ) {
    super();
  }
}

@CommandHandler(HoldContact)
export class HoldContactHandler implements ICommandHandler<HoldContact> {
  constructor(
    private readonly contacts: Contacts,
    private readonly clock: Clock,
  ) {}

  execute({ contactId, by }: HoldContact): Promise<void> {
    return this.contacts.update(contactId, (contact) => contact.hold(by, this.clock.now()));
  }
}
