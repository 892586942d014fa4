import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ChatContacts } from '../../contact/chat-contacts.api.js';
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
    private readonly contacts: ChatContacts,
    private readonly settings: ChatSettingsService,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Its contact ends with it. */
  async execute({ conversationId, by, reason }: CloseConversation): Promise<void> {
    const rules = await this.settings.rules();
    await this.database.transaction(async () => {
      const ending = await this.conversations.update(conversationId, (conversation) => {
        const unattended = conversation.endedWaitingAs;
        conversation.close(by, reason, rules, this.clock.now());
        return { contactId: conversation.contactId, unattended };
      });
      await this.contacts.end(ending.contactId, ending.unattended);
    });
  }
}
