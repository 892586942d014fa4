import type { Identity } from '#libs/persistence/tenant/tenant-context';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Watermarks } from '../live/watermarks.js';
import { conversationView } from './conversation-view.js';
import { SeenConversation } from './seen-conversation.js';

type View = ReturnType<typeof conversationView>;

export class GetConversation extends Query<View & { watermarks: Awaited<ReturnType<Watermarks['of']>> }> {
  constructor(
    readonly conversationId: string,
    readonly identity: Identity,
  ) {
    super();
  }
}

@QueryHandler(GetConversation)
export class GetConversationHandler implements IQueryHandler<GetConversation> {
  constructor(
    private readonly seen: SeenConversation,
    private readonly watermarks: Watermarks,
  ) {}

  async execute({ conversationId, identity }: GetConversation) {
    const { row } = await this.seen.by(identity, conversationId);
    return { ...conversationView(row), watermarks: await this.watermarks.of(conversationId) };
  }
}
