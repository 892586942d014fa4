import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EndContact } from './commands/end-contact.js';
import { StartContact } from './commands/start-contact.js';
import type { ContactStatus } from './domain/contact-status.js';
import { ContactDirectory } from './contact.api.js';

export interface ChatContact {
  readonly channel: 'chat' | 'wechat' | 'web';
  readonly customerId: string | null;
  readonly address: string | null;
}

/** The contacts chats are in; everything runs in the caller's transaction. */
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
    const status: ContactStatus = contact!.status;
    if (status === 'ended') return;
    await this.commands.execute(new EndContact(contactId, status === 'in-progress' ? 'handled' : whileWaiting));
  }
}
