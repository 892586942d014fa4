import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CloseReason } from '../domain/conversation-status.js';
import { Conversations } from '../domain/conversation.repository.js';
import { ChatSettingsService } from '../settings/chat-settings.service.js';

export class CloseConversation extends Command<void> {
  constructor(
    readonly conversationId: string,
    /** Null: nobody who takes part. */
    readonly by: string | null,
    readonly reason: CloseReason,
  ) {
    super();
  }
}

@CommandHandler(CloseConversation)
export class CloseConversationHandler implements ICommandHandler<CloseConversation> {
  constructor(
    private readonly conversations: Conversations,
    private readonly settings: ChatSettingsService,
    private readonly clock: Clock,
  ) {}

  async execute({ conversationId, by, reason }: CloseConversation): Promise<void> {
    const rules = await this.settings.rules();
    await this.conversations.update(conversationId, (conversation) =>
      conversation.close(by, reason, rules, this.clock.now()),
    );
  }
}
