import type { Message } from './domain/message.js';

/** The outside shape of a message, for answers and frames alike. */
export function messageView({ sentAt, ...message }: Message) {
  const { conversationId, seq, senderId, senderRole, clientMsgId, text, attachmentId, notice } = message;
  return {
    ...{ conversationId, seq, senderId, senderRole, clientMsgId, text, attachmentId, notice },
    visibility: message.visibility ?? ('all' as const),
    sentAt: sentAt.toISOString(),
  };
}

export type MessageView = ReturnType<typeof messageView>;
