import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Queues } from '../../queue/queue.api.js';
import { Conversations } from '../domain/conversation.repository.js';
import type { Wish } from '../domain/wish.js';
import { ChatSettingsService } from '../settings/chat-settings.service.js';

export class HandOverConversation extends Command<void> {
  constructor(
    readonly conversationId: string,
    readonly participantId: string,
    readonly reason: string,
    /** What differs from what the customer came for. */
    readonly to: Partial<Wish>,
  ) {
    super();
  }
}

@CommandHandler(HandOverConversation)
export class HandOverConversationHandler implements ICommandHandler<HandOverConversation> {
  constructor(
    private readonly conversations: Conversations,
    private readonly queues: Queues,
    private readonly settings: ChatSettingsService,
    private readonly clock: Clock,
  ) {}

  async execute({ conversationId, participantId, reason, to }: HandOverConversation): Promise<void> {
    await this.queues.refuseUnknown(to.queueId == null ? [] : [to.queueId]);
    const rules = await this.settings.rules();
    await this.conversations.update(conversationId, (conversation) =>
      conversation.handOver(participantId, reason, to, rules, this.clock.now()),
    );
  }
}
