import { Clock } from '#libs/kernel/clock';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Conversations } from '../domain/conversation.repository.js';
import { ChatSettingsService } from '../settings/chat-settings.service.js';
import { QueueConversation } from './queue-conversation.js';

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
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  /** Who waits is looked for in the queue as well: whatever kept the contact out of one may be mended by now. */
  async execute({ conversationId }: LookAtConversation): Promise<void> {
    if ((await this.conversations.get(conversationId)).asks) {
      return this.commands.execute(new QueueConversation(conversationId));
    }
    const rules = await this.settings.rules();
    await this.conversations.update(conversationId, (conversation) => conversation.look(rules, this.clock.now()));
  }
}
