import type { ConversationRow } from '../infra/conversation.schema.js';

const iso = (time: Date | null) => time?.toISOString() ?? null;

/** The outside shape of a conversation. */
export function conversationView(row: ConversationRow) {
  const { id, contactId, customerId, agentId, status, participants, lastSeq, handOverReason, closeReason } = row;
  const { score, comment } = row;
  return {
    ...{ id, contactId, customerId, agentId, status, participants, lastSeq, handOverReason, closeReason },
    ...{ score, comment },
    openedAt: row.openedAt.toISOString(),
    queuedAt: iso(row.queuedAt),
    attendedAt: iso(row.attendedAt),
    firstRepliedAt: iso(row.firstRepliedAt),
    unansweredSince: iso(row.unansweredSince),
    lastMessageAt: iso(row.lastMessageAt),
    closedAt: iso(row.closedAt),
    ratedAt: iso(row.ratedAt),
  };
}
