import type { conversationMessageStored } from '#libs/contracts/call-center/conversation-events';
import type { DataOf } from '#libs/contracts/event-contract';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Inspections } from './inspections.js';
import { RemoteTexts } from './remote-texts.js';
import { SubjectSchema } from './subject.schema.js';

/** Reads what was said in a chat as soon as it is heard of. Several messages that come at once are read at once. */
@Injectable()
export class ChatFollower {
  constructor(
    private readonly database: Database,
    private readonly texts: RemoteTexts,
    private readonly inspections: Inspections,
  ) {}

  async follow({ conversationId, contactId, seq }: DataOf<typeof conversationMessageStored>): Promise<void> {
    const db = await this.database.reader();
    const known = await db.findOneBy(SubjectSchema, { id: contactId });
    if (known !== null && known.lastSeq >= seq) return;
    const text = await this.texts.chat(conversationId, known?.lastSeq ?? 0);
    if (text !== null) await this.inspections.take(contactId, 'chat', text.turns, text.news);
  }
}
