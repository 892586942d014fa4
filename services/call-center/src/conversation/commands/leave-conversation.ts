import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Conversations } from '../domain/conversation.repository.js';
import { ChatSettingsService } from '../settings/chat-settings.service.js';

export class LeaveConversation extends Command<void> {
  constructor(
    readonly conversationId: string,
    readonly participantId: string,
  ) {
    super();
  }
}

@CommandHandler(LeaveConversation)
export class LeaveConversationHandler implements ICommandHandler<LeaveConversation> {
  constructor(
    private readonly conversations: Conversations,
    private readonly settings: ChatSettingsService,
    private readonly clock: Clock,
  ) {}

  async execute({ conversationId, participantId }: LeaveConversation): Promise<void> {
    const rules = await this.settings.rules();
    await this.conversations.update(conversationId, (conversation) =>
      conversation.leave(participantId, rules, this.clock.now()),
    );
  }
}
