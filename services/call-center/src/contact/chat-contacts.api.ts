import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EndContact } from './commands/end-contact.js';
import { StartContact } from './commands/start-contact.js';
import { outcomeOfLeaving } from './domain/contact-status.js';
import { ContactDirectory } from './contact.api.js';

export interface ChatContact {
  readonly channel: 'chat' | 'wechat' | 'web';
  readonly customerId: string | null;
  readonly address: string | null;
}

/** The contacts chats are in. Starting joins the caller's transaction; ending has one of its own. */
@Injectable()
export class ChatContacts {
  constructor(
    private readonly commands: CommandBus,
    private readonly directory: ContactDirectory,
  ) {}

  start(contact: ChatContact): Promise<{ id: string; number: string }> {
    return this.commands.execute(new StartContact({ ...contact, direction: 'inbound', taskId: null }));
  }

  /** As it stands: handled when somebody was there, else self-served or abandoned. One that has ended stays so. */
  async end(contactId: string, whileWaiting: 'self-served' | 'abandoned'): Promise<void> {
    const [contact] = await this.directory.get([contactId]);
    const outcome = outcomeOfLeaving(contact!.status, whileWaiting);
    if (outcome) await this.commands.execute(new EndContact(contactId, outcome));
  }
}
