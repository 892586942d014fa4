import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ContactDesk } from '../../contact/contact-desk.api.js';
import { Conversations } from '../domain/conversation.repository.js';
import { Line } from '../line.js';
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
    private readonly contacts: ContactDesk,
    private readonly line: Line,
    private readonly settings: ChatSettingsService,
    private readonly clock: Clock,
  ) {}

  /** The first agent takes its contact with it, out of the queue; who comes later only takes part. */
  async execute({ conversationId, participantId, role }: JoinConversation): Promise<void> {
    const { isUnattended, asking } = await this.conversations.get(conversationId);
    const takes = role === 'agent' && isUnattended;
    if (takes) {
      await this.line.enter(asking);
      await this.contacts.take(asking.contactId, participantId);
    }
    const rules = await this.settings.rules();
    await this.conversations.update(conversationId, (conversation) => {
      const now = this.clock.now();
      if (takes) conversation.attend(participantId, rules, now);
      else conversation.join(participantId, role, rules, now);
    });
  }
}
