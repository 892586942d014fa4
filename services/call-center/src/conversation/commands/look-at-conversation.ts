import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Conversations } from '../domain/conversation.repository.js';
import { ChatSettingsService } from '../settings/chat-settings.service.js';

/** Its time has come, or somebody thinks so. */
export class LookAtConversation extends Command<void> {
  constructor(readonly conversationId: string) {
    super();
  }
}

@CommandHandler(LookAtConversation)
export class LookAtConversationHandler implements ICommandHandler<LookAtConversation> {
  constructor(
    private readonly conversations: Conversations,
    private readonly settings: ChatSettingsService,
    private readonly clock: Clock,
  ) {}

  async execute({ conversationId }: LookAtConversation): Promise<void> {
    const rules = await this.settings.rules();
    const now = this.clock.now();
    const since = (await this.conversations.get(conversationId)).waitsSince(now);
    const place = await this.conversations.placeInLine(conversationId, since);
    await this.conversations.update(conversationId, (conversation) => conversation.look(place, rules, now));
  }
}
