import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ChatContacts } from '../../contact/chat-contacts.api.js';
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
    private readonly contacts: ChatContacts,
    private readonly settings: ChatSettingsService,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ conversationId }: LookAtConversation): Promise<void> {
    const rules = await this.settings.rules();
    const now = this.clock.now();
    const since = (await this.conversations.get(conversationId)).waitsSince(now);
    const place = await this.conversations.placeInLine(conversationId, since);
    await this.database.transaction(async () => {
      const over = await this.conversations.update(conversationId, (conversation) => {
        const unattended = conversation.endedWaitingAs;
        const closed = conversation.look(place, rules, now);
        return closed ? { contactId: conversation.contactId, unattended } : undefined;
      });
      if (over) await this.contacts.end(over.contactId, over.unattended);
    });
  }
}
