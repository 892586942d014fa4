import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { nextNumber } from '#libs/persistence/rows/counter';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Contact, type NewContact } from '../domain/contact.aggregate.js';
import { Contacts } from '../domain/contact.repository.js';

export class StartContact extends Command<{ id: string; number: string }> {
  constructor(readonly input: Omit<NewContact, 'id' | 'number'>) {
    super();
  }
}

@CommandHandler(StartContact)
export class StartContactHandler implements ICommandHandler<StartContact> {
  constructor(
    private readonly contacts: Contacts,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The number belongs to the contact's transaction: a refused contact takes none. */
  execute({ input }: StartContact): Promise<{ id: string; number: string }> {
    return this.database.transaction(async () => {
      const now = this.clock.now();
      const id = newId(now);
      const number = await nextNumber(this.database, 'C', now);
      await this.contacts.add(Contact.start({ ...input, id, number }, now));
      return { id, number };
    });
  }
}
