import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Contacts } from '../domain/contact.repository.js';

export class ConnectContact extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly agentId: string,
  ) {
    super();
  }
}

@CommandHandler(ConnectContact)
export class ConnectContactHandler implements ICommandHandler<ConnectContact> {
  constructor(
    private readonly contacts: Contacts,
    private readonly clock: Clock,
  ) {}

  execute({ contactId, agentId }: ConnectContact): Promise<void> {
    return this.contacts.update(contactId, (contact) => contact.connect(agentId, this.clock.now()));
  }
}
