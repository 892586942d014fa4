import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { internationalNumber } from '../../../phone-number/phone-number.api.js';
import type { Acting } from '../../domain/acting.js';
import { Contacts } from '../../domain/contact.repository.js';

export class AddOutsideParty extends Command<{ id: string }> {
  constructor(
    readonly contactId: string,
    readonly number: string,
    readonly by: Acting,
  ) {
    super();
  }
}

@CommandHandler(AddOutsideParty)
export class AddOutsidePartyHandler implements ICommandHandler<AddOutsideParty> {
  constructor(
    private readonly contacts: Contacts,
    private readonly clock: Clock,
  ) {}

  async execute({ contactId, number, by }: AddOutsideParty): Promise<{ id: string }> {
    const now = this.clock.now();
    const id = newId(now);
    const dialled = internationalNumber(number);
    await this.contacts.update(contactId, (contact) => contact.addOutside(id, dialled, by, now));
    return { id };
  }
}
