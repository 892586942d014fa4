import { Database } from '#libs/persistence/database';
import type { Identity } from '#libs/persistence/tenant/tenant-context';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { IsNull, LessThan, MoreThan } from 'typeorm';
import type { MessageWindow } from '../conversation.dto.js';
import { MessageSchema } from '../infra/message.schema.js';
import { messageView, type MessageView } from '../message-view.js';
import { SeenConversation } from './seen-conversation.js';

export class ListMessages extends Query<{ items: MessageView[]; next: number | null }> {
  constructor(
    readonly conversationId: string,
    readonly window: MessageWindow,
    readonly identity: Identity,
  ) {
    super();
  }
}

/** A window of the history, in order: after a sequence, or the last before one. */
@QueryHandler(ListMessages)
export class ListMessagesHandler implements IQueryHandler<ListMessages> {
  constructor(
    private readonly seen: SeenConversation,
    private readonly database: Database,
  ) {}

  async execute({ conversationId, window, identity }: ListMessages) {
    const { seesNotes } = await this.seen.by(identity, conversationId);
    const { limit, after, before } = window;
    const backwards = after === undefined;
    const rows = await (
      await this.database.reader()
    ).find(MessageSchema, {
      where: {
        ...(seesNotes ? {} : { visibility: IsNull() }),
        conversationId,
        seq: backwards ? LessThan(before ?? Number.MAX_SAFE_INTEGER) : MoreThan(after),
      },
      order: { seq: backwards ? 'DESC' : 'ASC' },
      take: limit + 1,
    });
    const page = rows.slice(0, limit);
    const next = rows.length > limit ? page.at(-1)!.seq : null;
    const items = (backwards ? page.toReversed() : page).map(messageView);
    return { items, next };
  }
}
