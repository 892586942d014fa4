import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, MoreThan } from 'typeorm';
import { ConversationSchema } from '../infra/conversation.schema.js';
import { MessageSchema } from '../infra/message.schema.js';
import { messageView } from '../message-view.js';
import { PAGE, type Told } from './told.js';
import { framed } from '../socket/server-frame.js';

const AT_ONCE = 500;

/** What the live side asks of the database, in the tenant's context. */
@Injectable()
export class StoredMessages {
  constructor(private readonly database: Database) {}

  async after(conversationId: string, seq: number): Promise<Told[]> {
    const rows = await (
      await this.database.reader()
    ).find(MessageSchema, {
      where: { conversationId, seq: MoreThan(seq) },
      order: { seq: 'ASC' },
      take: PAGE,
    });
    return rows.map((row) => ({
      seq: row.seq,
      frame: framed({ type: 'message', message: messageView(row) }),
      isForAgents: row.visibility === 'agents',
    }));
  }

  /** The last sequence of each conversation. */
  async lastSeqs(conversationIds: readonly string[]): Promise<Map<string, number>> {
    const db = await this.database.reader();
    const last = new Map<string, number>();
    for (let from = 0; from < conversationIds.length; from += AT_ONCE) {
      const ids = conversationIds.slice(from, from + AT_ONCE);
      const rows = await db.find(ConversationSchema, { select: { id: true, lastSeq: true }, where: { id: In(ids) } });
      for (const { id, lastSeq } of rows) last.set(id, lastSeq);
    }
    return last;
  }
}
