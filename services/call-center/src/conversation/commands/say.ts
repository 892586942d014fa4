import { Clock } from '#libs/kernel/clock';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ContactDirectory } from '../../contact/contact.api.js';
import { Attachments } from '../attachments/attachments.js';
import { NotTakingPart } from '../domain/conversation.errors.js';
import { Conversations, type Stored } from '../domain/conversation.repository.js';
import type { Said } from '../domain/message.js';
import { ChatSettingsService } from '../settings/chat-settings.service.js';
import { FollowContact } from './follow-contact.js';

export class Say extends Command<Stored> {
  constructor(
    readonly conversationId: string,
    readonly senderId: string,
    readonly said: Said,
  ) {
    super();
  }
}

@CommandHandler(Say)
export class SayHandler implements ICommandHandler<Say> {
  constructor(
    private readonly conversations: Conversations,
    private readonly attachments: Attachments,
    private readonly settings: ChatSettingsService,
    private readonly clock: Clock,
    private readonly contacts: ContactDirectory,
    private readonly commands: CommandBus,
  ) {}

  /** Who has just accepted the contact may be quicker than the news of it. */
  async execute(saying: Say): Promise<Stored> {
    try {
      return await this.#say(saying);
    } catch (error) {
      if (!(error instanceof NotTakingPart) || !(await this.#attends(saying))) throw error;
      return this.#say(saying);
    }
  }

  async #say({ conversationId, senderId, said }: Say): Promise<Stored> {
    const rules = await this.settings.rules();
    if (said.attachmentId !== null) await this.attachments.get(conversationId, said.attachmentId);
    const sender = { id: senderId, clientMsgId: said.clientMsgId };
    return this.conversations.say(conversationId, sender, (conversation) =>
      conversation.say(senderId, said, rules, this.clock.now()),
    );
  }

  async #attends({ conversationId, senderId }: Say): Promise<boolean> {
    const { contactId } = await this.conversations.get(conversationId);
    if ((await this.contacts.standing(contactId)).holder?.agentId !== senderId) return false;
    await this.commands.execute(new FollowContact(contactId, { attendedBy: senderId }));
    return true;
  }
}
