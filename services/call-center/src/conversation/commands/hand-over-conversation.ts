import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Conversations } from '../domain/conversation.repository.js';
import { ChatSettingsService } from '../settings/chat-settings.service.js';

export class HandOverConversation extends Command<void> {
  constructor(
    readonly conversationId: string,
    readonly participantId: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(HandOverConversation)
export class HandOverConversationHandler implements ICommandHandler<HandOverConversation> {
  constructor(
    private readonly conversations: Conversations,
    private readonly settings: ChatSettingsService,
    private readonly clock: Clock,
  ) {}

  async execute({ conversationId, participantId, reason }: HandOverConversation): Promise<void> {
    const rules = await this.settings.rules();
    const now = this.clock.now();
    const place = await this.conversations.placeInLine(conversationId, now);
    await this.conversations.update(conversationId, (conversation) =>
      conversation.handOver(participantId, reason, place, rules, now),
    );
  }
}
