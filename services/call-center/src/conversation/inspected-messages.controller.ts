import { InspectedMessages } from '#libs/contracts/operations-center/inspected-text-api';
import { Database } from '#libs/persistence/database';
import { Answers } from '#libs/web/http/answers';
import { Requires, SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsNull, MoreThan } from 'typeorm';
import { z } from 'zod';
import { ConversationNotFound } from './domain/conversation.errors.js';
import { ConversationSchema } from './infra/conversation.schema.js';
import { MessageSchema } from './infra/message.schema.js';

const After = z.object({ after: z.coerce.number().int().min(0).default(0) });
const AT_ONCE = 500;

@ApiExcludeController()
@Controller('internal/conversations')
export class InspectedMessagesController {
  constructor(private readonly database: Database) {}

  /** What was said after a sequence, for who inspects it; what agents note among themselves is not said. */
  @Get(':id/messages')
  @Requires(SERVICE_INTERNAL)
  @Answers(InspectedMessages)
  async listInspectedMessages(
    @Param('id') conversationId: string,
    @Query({ schema: After }) { after }: { after: number },
  ) {
    const db = await this.database.reader();
    const conversation = await db.findOneBy(ConversationSchema, { id: conversationId });
    if (!conversation) throw new ConversationNotFound('There is no such conversation.', { conversationId });
    const where = { conversationId, seq: MoreThan(after), visibility: IsNull() };
    const rows = await db.find(MessageSchema, { where, order: { seq: 'ASC' }, take: AT_ONCE });
    const { contactId, customerId, openedAt } = conversation;
    return {
      ...{ contactId, customerId, openedAt: openedAt.toISOString() },
      items: rows.map(({ seq, senderRole, senderId, text, sentAt }) => ({
        ...{ seq, senderRole, senderId, text: text ?? '', sentAt: sentAt.toISOString() },
      })),
    };
  }
}
