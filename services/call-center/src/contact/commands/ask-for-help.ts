import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Contacts } from '../domain/contact.repository.js';

export class AskForHelp extends Command<{ id: string }> {
  constructor(
    readonly contactId: string,
    readonly by: string,
    readonly note: string | null,
  ) {
    super();
  }
}

@CommandHandler(AskForHelp)
export class AskForHelpHandler implements ICommandHandler<AskForHelp> {
  constructor(
    private readonly contacts: Contacts,
    private readonly clock: Clock,
  ) {}

  async execute({ contactId, by, note }: AskForHelp): Promise<{ id: string }> {
    const now = this.clock.now();
    const id = newId(now);
    await this.contacts.update(contactId, (contact) => contact.askForHelp(id, by, note, now));
    return { id };
  }
}
