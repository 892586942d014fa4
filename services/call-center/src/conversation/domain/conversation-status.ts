/** Attended by a bot, waiting for a person, attended by one, over. */
export type ConversationStatus = 'with-bot' | 'queued' | 'attended' | 'closed';

export type CloseReason = 'resolved' | 'customer-left' | 'idle' | 'contact-ended';
