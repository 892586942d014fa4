import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { In, IsNull, LessThan, Not } from 'typeorm';
import type { MineFilter } from '../conversation.dto.js';
import { ConversationSchema } from '../infra/conversation.schema.js';
import { WatermarkSchema } from '../infra/watermark.schema.js';
import { conversationView } from './conversation-view.js';

export type Mine = ReturnType<typeof conversationView> & { readonly unread: number };

export class ListMine extends Query<Page<Mine>> {
  constructor(
    readonly agentId: string,
    readonly filter: MineFilter,
  ) {
    super();
  }
}

/** What an agent attends now, newest first, with what they have not read. */
@QueryHandler(ListMine)
export class ListMineHandler implements IQueryHandler<ListMine> {
  constructor(private readonly database: Database) {}

  async execute({ agentId, filter: { limit, cursor, unanswered } }: ListMine): Promise<Page<Mine>> {
    const db = await this.database.reader();
    const waits = unanswered === true ? { unansweredSince: Not(IsNull()) } : {};
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const where = { agentId, status: 'attended' as const, ...waits, ...before };
    const rows = await db.find(ConversationSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    const of = { conversationId: In(rows.map(({ id }) => id)), participantId: agentId };
    const read = await db.findBy(WatermarkSchema, of);
    const readSeqs = new Map(read.map(({ conversationId, readSeq }) => [conversationId, readSeq]));
    const mine = rows.map((row) => ({ ...conversationView(row), unread: row.lastSeq - (readSeqs.get(row.id) ?? 0) }));
    return pageOf(mine, limit, ({ id }) => [id]);
  }
}
