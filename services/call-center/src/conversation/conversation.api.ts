import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { HandOverConversation } from './commands/hand-over-conversation.js';
import { JoinConversation } from './commands/join-conversation.js';
import { LeaveConversation } from './commands/leave-conversation.js';
import { Conversations } from './domain/conversation.repository.js';

/** What other contexts do with the chat inside a contact. */
@Injectable()
export class ContactConversations {
  constructor(
    private readonly conversations: Conversations,
    private readonly commands: CommandBus,
  ) {}

  /** Undefined: the contact is no chat. */
  of(contactId: string): Promise<string | undefined> {
    return this.conversations.ofContact(contactId);
  }

  /** Not in a transaction: the first agent takes the contact out of its queue. @throws ConversationNotFound, ConversationClosed, AgentNotFree */
  join(conversationId: string, agentId: string): Promise<void> {
    return this.commands.execute(new JoinConversation(conversationId, agentId, 'agent'));
  }

  /** @throws ConversationNotFound, ConversationClosed, NotTakingPart */
  leave(conversationId: string, agentId: string): Promise<void> {
    return this.commands.execute(new LeaveConversation(conversationId, agentId));
  }

  /** @param reason a code. @throws ConversationNotFound, ConversationClosed, NotTakingPart, NothingToHandOver */
  handOver(conversationId: string, participantId: string, reason: string): Promise<void> {
    return this.commands.execute(new HandOverConversation(conversationId, participantId, reason, {}));
  }
}
