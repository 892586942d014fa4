import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { SupervisionMode } from '../../domain/supervision.js';
import { Contacts } from '../../domain/contact.repository.js';

export class SuperviseContact extends Command<{ id: string }> {
  constructor(
    readonly contactId: string,
    readonly supervisorId: string,
    readonly mode: SupervisionMode,
  ) {
    super();
  }
}

@CommandHandler(SuperviseContact)
export class SuperviseContactHandler implements ICommandHandler<SuperviseContact> {
  constructor(
    private readonly contacts: Contacts,
    private readonly clock: Clock,
  ) {}

  async execute({ contactId, supervisorId, mode }: SuperviseContact): Promise<{ id: string }> {
    const now = this.clock.now();
    const id = newId(now);
    return { id: await this.contacts.update(contactId, (contact) => contact.supervise(id, supervisorId, mode, now)) };
  }
}
