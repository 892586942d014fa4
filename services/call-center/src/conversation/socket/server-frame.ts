import type { ConversationStatus } from '../domain/conversation-status.js';
import type { Role } from '../domain/participant.js';
import type { MessageView } from '../message-view.js';

export interface Watermark {
  readonly participantId: string;
  readonly deliveredSeq: number;
  readonly readSeq: number;
}

/** Everything the server says on a socket; docs/chat.md tells what it means. */
export type ServerFrame =
  | { readonly type: 'hello'; readonly participantId: string | null; readonly heartbeatMs: number }
  | {
      readonly type: 'resumed';
      readonly ref?: string;
      readonly conversationId: string;
      /** What follows begins after this. */
      readonly after: number;
      readonly lastSeq: number;
      readonly status: ConversationStatus;
      readonly participants: readonly { readonly id: string; readonly role: Role }[];
      readonly watermarks: readonly Watermark[];
    }
  | { readonly type: 'message'; readonly message: MessageView }
  /** A sequence that is not for who hears this. */
  | { readonly type: 'skipped'; readonly conversationId: string; readonly seq: number }
  | {
      readonly type: 'accepted';
      readonly ref?: string;
      readonly conversationId: string;
      readonly clientMsgId: string;
      readonly seq: number;
      readonly repeated: boolean;
    }
  | ({ readonly type: 'watermark'; readonly conversationId: string } & Watermark)
  | {
      readonly type: 'typing';
      readonly conversationId: string;
      readonly participantId: string;
      readonly typing: boolean;
    }
  | { readonly type: 'status'; readonly conversationId: string; readonly status: ConversationStatus }
  | { readonly type: 'joined'; readonly conversationId: string }
  | { readonly type: 'left'; readonly conversationId: string }
  | { readonly type: 'heartbeat'; readonly conversations: Readonly<Record<string, number>> }
  | { readonly type: 'renewed'; readonly ref?: string; readonly expiresAt: string }
  | { readonly type: 'pong'; readonly ref?: string }
  | { readonly type: 'error'; readonly ref?: string; readonly code: string; readonly detail: string };

export function framed(frame: ServerFrame): string {
  return JSON.stringify(frame);
}
