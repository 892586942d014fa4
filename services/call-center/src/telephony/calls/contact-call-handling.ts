import { Injectable } from '@nestjs/common';
import { ContactDesk } from '../../contact/contact-desk.api.js';
import { CallHandling } from '../domain/call-handling.js';

/** Calls as contacts on the channel voice: how the one becomes the other is said here and nowhere else. */
@Injectable()
export class ContactCallHandling extends CallHandling {
  constructor(private readonly contacts: ContactDesk) {
    super();
  }

  override async incoming(from: string | null): Promise<string> {
    const call = { channel: 'voice', direction: 'inbound', address: from, customerId: null, taskId: null } as const;
    return (await this.contacts.start(call)).id;
  }

  override connected(contactId: string, agentId: string): Promise<void> {
    return this.contacts.connect(contactId, agentId);
  }

  override ended(contactId: string): Promise<void> {
    return this.contacts.leave(contactId, 'abandoned');
  }
}
