import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Acting } from '../domain/acting.js';
import { Contacts } from '../domain/contact.repository.js';

export class ConnectContact extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly agentId: string,
    /** Null: another context that knows. */
    readonly by: Acting | null,
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

  execute({ contactId, agentId, by }: ConnectContact): Promise<void> {
    return this.contacts.update(contactId, (contact) => contact.connect(agentId, by, this.clock.now()));
  }
}
