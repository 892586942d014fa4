import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { ContactDesk } from '../../contact/contact-desk.api.js';
import { ContactQueue, type Asked, type CallbackRequest, type QueueRequest } from '../contact-queue.js';
import { IvrSessionSchema } from './ivr-session.schema.js';

/** Keeps with the dialogue what was asked; when the dialogue is over, its contact is queued. */
@Injectable()
export class KeptRequests extends ContactQueue {
  constructor(
    private readonly database: Database,
    private readonly contacts: ContactDesk,
  ) {
    super();
  }

  enqueue(contactId: string, request: QueueRequest): Promise<void> {
    return this.#keep(contactId, { for: 'queue', ...request });
  }

  /** From now on the contact outlives the call, whichever ends first; where the call did, another contact follows. */
  async requestCallback(contactId: string, request: CallbackRequest): Promise<void> {
    const calledBackIn = await this.contacts.expectCallback(contactId);
    const another = calledBackIn === contactId ? {} : { contactId: calledBackIn };
    await this.#keep(contactId, { for: 'callback', ...request, ...another });
  }

  async #keep(contactId: string, asked: Asked): Promise<void> {
    const change: object = { asked };
    await this.database.transaction((tx) => tx.update(IvrSessionSchema, { contactId }, change));
  }
}
