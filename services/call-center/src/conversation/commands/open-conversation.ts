import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ContactDesk } from '../../contact/contact-desk.api.js';
import { Queues } from '../../queue/queue.api.js';
import type { TextChannel } from '../domain/chat-rules.js';
import { Conversation } from '../domain/conversation.aggregate.js';
import { Conversations } from '../domain/conversation.repository.js';
import type { Wish } from '../domain/wish.js';
import { ChatSettingsService } from '../settings/chat-settings.service.js';

export interface ChatContact {
  readonly channel: TextChannel;
  readonly customerId: string | null;
  readonly address: string | null;
}

export interface OpenedConversation {
  readonly id: string;
  readonly contactId: string;
  readonly contactNumber: string;
}

export class OpenConversation extends Command<OpenedConversation> {
  constructor(
    readonly contact: ChatContact,
    readonly wish: Wish,
    readonly withBot: boolean,
  ) {
    super();
  }
}

@CommandHandler(OpenConversation)
export class OpenConversationHandler implements ICommandHandler<OpenConversation> {
  constructor(
    private readonly conversations: Conversations,
    private readonly contacts: ContactDesk,
    private readonly queues: Queues,
    private readonly settings: ChatSettingsService,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Contact and conversation, both or none. */
  async execute({ contact, wish, withBot }: OpenConversation): Promise<OpenedConversation> {
    await this.queues.refuseUnknown(wish.queueId === null ? [] : [wish.queueId]);
    const rules = await this.settings.rules();
    return this.database.transaction(async () => {
      const now = this.clock.now();
      const { id: contactId, number: contactNumber } = await this.contacts.start({
        ...contact,
        direction: 'inbound',
        taskId: null,
      });
      const id = newId(now);
      const opened = { id, contactId, customerId: contact.customerId, wish, withBot };
      await this.conversations.add(Conversation.open(opened, rules, now));
      return { id, contactId, contactNumber };
    });
  }
}
