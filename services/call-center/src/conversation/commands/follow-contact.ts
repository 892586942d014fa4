import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ConversationClosed } from '../domain/conversation.errors.js';
import { Conversations } from '../domain/conversation.repository.js';
import { CloseConversation } from './close-conversation.js';
import { JoinConversation } from './join-conversation.js';

/** Who has the contact attends its conversation; where the contact ended, so has the conversation. */
export class FollowContact extends Command<void> {
  constructor(
    readonly contactId: string,
    /** Null: it ended. */
    readonly agentId: string | null,
  ) {
    super();
  }
}

@CommandHandler(FollowContact)
export class FollowContactHandler implements ICommandHandler<FollowContact> {
  constructor(
    private readonly conversations: Conversations,
    private readonly commands: CommandBus,
  ) {}

  async execute({ contactId, agentId }: FollowContact): Promise<void> {
    const id = await this.conversations.ofContact(contactId);
    if (id === undefined) return;
    const follow =
      agentId === null ? new CloseConversation(id, null, 'contact-ended') : new JoinConversation(id, agentId, 'agent');
    await this.commands.execute(follow).catch((error: unknown) => {
      // It ended first, and the contact with it.
      if (!(error instanceof ConversationClosed)) throw error;
    });
  }
}
