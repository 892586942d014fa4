import * as contract from '#libs/contracts/call-center/conversation-events';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { Conversation } from '../domain/conversation.aggregate.js';
import type { ConversationEvent } from '../domain/conversation.events.js';
import type { ConversationRow } from './conversation.schema.js';

/** All of a conversation's events leave; nothing of what was said does. */
export function publishConversation(event: ConversationEvent, conversation: Conversation): OutgoingEvent {
  const row = conversation as unknown as ConversationRow;
  const of = { conversationId: row.id, contactId: row.contactId };
  switch (event.type) {
    case 'conversation-opened':
      return outgoing(contract.conversationOpened, { ...of, customerId: row.customerId, withBot: event.withBot });
    case 'conversation-queued': {
      const { reason, handedOverBy } = event;
      return outgoing(contract.conversationQueued, { ...of, customerId: row.customerId, reason, handedOverBy });
    }
    case 'participant-joined':
      return outgoing(contract.conversationJoined, { ...of, participantId: event.participantId, role: event.role });
    case 'participant-left':
      return outgoing(contract.conversationLeft, { ...of, participantId: event.participantId, role: event.role });
    case 'first-replied':
      return outgoing(contract.conversationFirstReplied, { ...of, ...replyTimes(row), agentId: event.agentId });
    case 'conversation-closed':
      return outgoing(contract.conversationClosed, { ...of, ...figures(row), reason: event.reason });
    case 'conversation-rated':
      return outgoing(contract.conversationRated, { ...of, score: event.score, agentIds: agentsOf(row) });
  }
}

function replyTimes({ queuedAt, firstRepliedAt }: ConversationRow) {
  return { queuedAt: queuedAt!.toISOString(), firstRepliedAt: firstRepliedAt!.toISOString() };
}

function figures(row: ConversationRow) {
  return {
    openedAt: row.openedAt.toISOString(),
    queuedAt: row.queuedAt?.toISOString() ?? null,
    attendedAt: row.attendedAt?.toISOString() ?? null,
    firstRepliedAt: row.firstRepliedAt?.toISOString() ?? null,
    closedAt: row.closedAt!.toISOString(),
    messages: row.lastSeq,
    agentIds: agentsOf(row),
  };
}

function agentsOf({ participants }: ConversationRow): string[] {
  return [...new Set(participants.filter(({ role }) => role === 'agent').map(({ id }) => id))];
}
