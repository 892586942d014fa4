import { Clock } from '#libs/kernel/clock';
import { DomainError } from '#libs/kernel/domain-error';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { QUEUE_FULL } from '../../routing/desk.api.js';
import { ConversationClosed } from '../domain/conversation.errors.js';
import { Conversations } from '../domain/conversation.repository.js';
import { Line } from '../line.js';
import { ChatSettingsService } from '../settings/chat-settings.service.js';

/** It asks for a person: its contact waits in a queue from now on, and the customer hears where they stand. */
export class QueueConversation extends Command<void> {
  constructor(readonly conversationId: string) {
    super();
  }
}

@CommandHandler(QueueConversation)
export class QueueConversationHandler implements ICommandHandler<QueueConversation> {
  constructor(
    private readonly conversations: Conversations,
    private readonly line: Line,
    private readonly settings: ChatSettingsService,
    private readonly clock: Clock,
  ) {}

  /** Saying it again changes nothing; where nobody else is let in, the conversation is over. */
  async execute({ conversationId }: QueueConversation): Promise<void> {
    const { asks, asking } = await this.conversations.get(conversationId);
    if (!asks) return;
    const rules = await this.settings.rules();
    try {
      await this.line.enter(asking);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== QUEUE_FULL) throw error;
      return this.#turnAway(conversationId);
    }
    const place = await this.line.place(asking.contactId);
    await this.conversations.update(conversationId, (conversation) =>
      conversation.tellPlace(place, rules, this.clock.now()),
    );
  }

  async #turnAway(conversationId: string): Promise<void> {
    const rules = await this.settings.rules();
    await this.conversations
      .update(conversationId, (conversation) => conversation.close(null, 'contact-ended', rules, this.clock.now()))
      .catch((error: unknown) => {
        if (!(error instanceof ConversationClosed)) throw error;
      });
  }
}
