import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Contacts } from '../../domain/contact.repository.js';

export class WhisperNote extends Command<{ id: string }> {
  constructor(
    readonly contactId: string,
    readonly by: string,
    readonly text: string,
  ) {
    super();
  }
}

@CommandHandler(WhisperNote)
export class WhisperNoteHandler implements ICommandHandler<WhisperNote> {
  constructor(
    private readonly contacts: Contacts,
    private readonly clock: Clock,
  ) {}

  async execute({ contactId, by, text }: WhisperNote): Promise<{ id: string }> {
    const now = this.clock.now();
    const id = newId(now);
    await this.contacts.update(contactId, (contact) => contact.whisperNote(id, by, text, now));
    return { id };
  }
}
