import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Conversations } from '../domain/conversation.repository.js';
import { ChatSettingsService } from '../settings/chat-settings.service.js';

export class JoinConversation extends Command<void> {
  constructor(
    readonly conversationId: string,
    readonly participantId: string,
    readonly role: 'agent' | 'bot',
  ) {
    super();
  }
}

@CommandHandler(JoinConversation)
export class JoinConversationHandler implements ICommandHandler<JoinConversation> {
  constructor(
    private readonly conversations: Conversations,
    private readonly settings: ChatSettingsService,
    private readonly clock: Clock,
  ) {}

  async execute({ conversationId, participantId, role }: JoinConversation): Promise<void> {
    const rules = await this.settings.rules();
    await this.conversations.update(conversationId, (conversation) =>
      conversation.join(participantId, role, rules, this.clock.now()),
    );
  }
}
