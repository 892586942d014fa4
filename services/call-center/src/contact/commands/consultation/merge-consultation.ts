import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Acting } from '../../domain/acting.js';
import { Contacts } from '../../domain/contact.repository.js';

export class MergeConsultation extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly by: Acting,
  ) {
    super();
  }
}

@CommandHandler(MergeConsultation)
export class MergeConsultationHandler implements ICommandHandler<MergeConsultation> {
  constructor(
    private readonly contacts: Contacts,
    private readonly clock: Clock,
  ) {}

  execute({ contactId, by }: MergeConsultation): Promise<void> {
    return this.contacts.update(contactId, (contact) => contact.mergeConsultation(by, this.clock.now()));
  }
}
