import type { ConversationEvent } from '../domain/conversation.events.js';
import type { Message } from '../domain/message.js';

/** Told what was committed, in the tenant's context; passes it on to whoever listens. Neither waits nor throws. */
export abstract class Announcer {
  abstract said(conversationId: string, messages: readonly Message[]): void;
  abstract happened(conversationId: string, events: readonly ConversationEvent[]): void;
}
