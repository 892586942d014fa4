import { Injectable } from '@nestjs/common';
import { ContactLife } from '../../contact/contact-life.api.js';
import { CallHandling } from '../domain/call-handling.js';

/** Calls as contacts on the channel voice: how the one becomes the other is said here and nowhere else. */
@Injectable()
export class ContactCallHandling extends CallHandling {
  constructor(private readonly contacts: ContactLife) {
    super();
  }

  override incoming(from: string | null): Promise<string> {
    return this.contacts.startCall('inbound', from);
  }

  override connected(contactId: string, agentId: string): Promise<void> {
    return this.contacts.connect(contactId, agentId);
  }

  override ended(contactId: string): Promise<void> {
    return this.contacts.hangUp(contactId);
  }
}
