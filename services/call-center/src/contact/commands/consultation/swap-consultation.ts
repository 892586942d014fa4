import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Acting } from '../../domain/acting.js';
import { Contacts } from '../../domain/contact.repository.js';

/** Between the customer and the colleague. */
export class SwapConsultation extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly by: Acting,
  ) {
    super();
  }
}

@CommandHandler(SwapConsultation)
export class SwapConsultationHandler implements ICommandHandler<SwapConsultation> {
  constructor(
    private readonly contacts: Contacts,
    private readonly clock: Clock,
  ) {}

  execute({ contactId, by }: SwapConsultation): Promise<void> {
    return this.contacts.update(contactId, (contact) => contact.swap(by, this.clock.now()));
  }
}
