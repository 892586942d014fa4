import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Acting } from '../domain/acting.js';
import { Contacts } from '../domain/contact.repository.js';

export class ResumeContact extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly by: Acting,
  ) {
    super();
  }
}

@CommandHandler(ResumeContact)
export class ResumeContactHandler implements ICommandHandler<ResumeContact> {
  constructor(
    private readonly contacts: Contacts,
    private readonly clock: Clock,
  ) {}

  execute({ contactId, by }: ResumeContact): Promise<void> {
    return this.contacts.update(contactId, (contact) => contact.resume(by, this.clock.now()));
  }
}
