import type { Direction } from '#libs/contracts/call-events';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ConnectContact } from './commands/connect-contact.js';
import { EndContact } from './commands/end-contact.js';
import { StartContact } from './commands/start-contact.js';
import { ContactDirectory } from './contact.api.js';
import { outcomeOfLeaving } from './domain/contact-status.js';

/** What a channel does with contacts. Joins the unit of work that runs; hanging up has one of its own. */
@Injectable()
export class ContactLife {
  constructor(
    private readonly commands: CommandBus,
    private readonly contacts: ContactDirectory,
  ) {}

  async startCall(direction: Direction, address: string | null): Promise<string> {
    const contact = { channel: 'voice', direction, address, customerId: null, taskId: null } as const;
    return (await this.commands.execute(new StartContact(contact))).id;
  }

  /** Nothing when somebody has it, or had it. @throws ContactNotFound */
  async connect(contactId: string, agentId: string): Promise<void> {
    const [contact] = await this.contacts.get([contactId]);
    if (contact!.status === 'waiting') await this.commands.execute(new ConnectContact(contactId, agentId));
  }

  /** As handled when an agent had it, else as abandoned; nothing when it has ended. @throws ContactNotFound */
  async hangUp(contactId: string): Promise<void> {
    const [contact] = await this.contacts.get([contactId]);
    const outcome = outcomeOfLeaving(contact!.status, 'abandoned');
    if (outcome) await this.commands.execute(new EndContact(contactId, outcome));
  }
}
