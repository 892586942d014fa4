import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Contacts } from '../../domain/contact.repository.js';

export class StopSupervising extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly supervisorId: string,
  ) {
    super();
  }
}

@CommandHandler(StopSupervising)
export class StopSupervisingHandler implements ICommandHandler<StopSupervising> {
  constructor(
    private readonly contacts: Contacts,
    private readonly clock: Clock,
  ) {}

  execute({ contactId, supervisorId }: StopSupervising): Promise<void> {
    return this.contacts.update(contactId, (contact) => contact.stopSupervising(supervisorId, this.clock.now()));
  }
}
