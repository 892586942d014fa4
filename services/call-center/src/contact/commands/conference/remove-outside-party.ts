import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Acting } from '../../domain/acting.js';
import { Contacts } from '../../domain/contact.repository.js';

/** By who has the contact; null: it left. */
export class RemoveOutsideParty extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly partyId: string,
    readonly by: Acting | null,
  ) {
    super();
  }
}

@CommandHandler(RemoveOutsideParty)
export class RemoveOutsidePartyHandler implements ICommandHandler<RemoveOutsideParty> {
  constructor(
    private readonly contacts: Contacts,
    private readonly clock: Clock,
  ) {}

  execute({ contactId, partyId, by }: RemoveOutsideParty): Promise<void> {
    return this.contacts.update(contactId, (contact) => contact.removeOutside(partyId, by, this.clock.now()));
  }
}
