import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan } from 'typeorm';
import type { ConversationFilter } from '../conversation.dto.js';
import { ConversationSchema } from '../infra/conversation.schema.js';
import { conversationView } from './conversation-view.js';

export class ListConversations extends Query<Page<ReturnType<typeof conversationView>>> {
  constructor(readonly filter: ConversationFilter) {
    super();
  }
}

/** Newest first. */
@QueryHandler(ListConversations)
export class ListConversationsHandler implements IQueryHandler<ListConversations> {
  constructor(private readonly database: Database) {}

  async execute({ filter: { limit, cursor, ...filter } }: ListConversations) {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const rows = await (
      await this.database.reader()
    ).find(ConversationSchema, { where: { ...filter, ...before }, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows.map(conversationView), limit, ({ id }) => [id]);
  }
}
