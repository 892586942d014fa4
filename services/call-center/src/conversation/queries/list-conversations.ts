import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { named, withinCircle, type RowCircle } from '#libs/persistence/rows/within-circle';
import { CustomerFamilies } from '#libs/web/customer-families';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ConversationFilter } from '../conversation.dto.js';
import { ConversationSchema, type ConversationRow } from '../infra/conversation.schema.js';
import { conversationView } from './conversation-view.js';

export class ListConversations extends Query<Page<ReturnType<typeof conversationView>>> {
  constructor(
    readonly filter: ConversationFilter,
    /** Null: everybody's. */
    readonly circle: RowCircle | null,
  ) {
    super();
  }
}

/** Newest first. */
@QueryHandler(ListConversations)
export class ListConversationsHandler implements IQueryHandler<ListConversations> {
  constructor(
    private readonly database: Database,
    private readonly families: CustomerFamilies,
  ) {}

  async execute({ filter: { limit, cursor, customerId, ...filter }, circle }: ListConversations) {
    const reader = await this.database.reader();
    const query = reader.createQueryBuilder<ConversationRow>(ConversationSchema, 'conversation').where(filter);
    query.andWhere(...named(withinCircle(circle, { people: ['conversation.agentId'] }), 'seen'));
    if (customerId !== undefined)
      query.andWhere('conversation.customerId IN (:...ids)', { ids: await this.families.of(customerId) });
    if (cursor !== undefined) query.andWhere('conversation.id < :before', { before: decodeCursor(cursor, 1)[0] });
    const rows = await query
      .orderBy('conversation.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(rows.map(conversationView), limit, ({ id }) => [id]);
  }
}
