import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import type { HoldingReceipt } from '#libs/personal-data/person-holding';
import { knownBy, type PersonWay } from '#libs/personal-data/person-way';
import { PersonKeepers } from '#libs/web/personal/person-keepers';
import { Injectable } from '@nestjs/common';
import { CONTACTS_OF_PERSON } from '../../contact/contacts-of-person.api.js';
import { ConversationSchema } from '../infra/conversation.schema.js';
import { AttachmentSchema } from './attachment.schema.js';
import { keyOf } from './attachments.js';

const CONVERSATION: PersonWay = { schema: ConversationSchema, by: 'contactId', through: CONTACTS_OF_PERSON };
const WAY: PersonWay = { schema: AttachmentSchema, by: 'conversationId', through: CONVERSATION };

/** What was shown in the conversations of a person; rows stay, so that messages still name something. */
@Injectable()
export class PersonAttachments {
  constructor(
    private readonly database: Database,
    private readonly storage: ObjectStorage,
    keepers: PersonKeepers,
  ) {
    keepers.of({ name: 'conversation-attachments', erase: (customerId) => this.erase(customerId) });
  }

  async erase(customerId: string): Promise<HoldingReceipt> {
    const ids = await knownBy(await this.database.reader(), WAY, customerId);
    for (const id of ids) await this.storage.delete(keyOf(id));
    return { holding: 'conversation-attachments', rows: ids.length, erased: ['content'], kept: 'record-of-service' };
  }
}
