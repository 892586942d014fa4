import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Attachments } from '../attachments/attachments.js';
import { Conversations, type Stored } from '../domain/conversation.repository.js';
import type { Said } from '../domain/message.js';
import { ChatSettingsService } from '../settings/chat-settings.service.js';

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
  ) {}

  async execute({ conversationId, senderId, said }: Say): Promise<Stored> {
    const rules = await this.settings.rules();
    if (said.attachmentId !== null) await this.attachments.get(conversationId, said.attachmentId);
    const sender = { id: senderId, clientMsgId: said.clientMsgId };
    return this.conversations.say(conversationId, sender, (conversation) =>
      conversation.say(senderId, said, rules, this.clock.now()),
    );
  }
}
