import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import type { ConversationEvent } from '../domain/conversation.events.js';
import type { ConversationStatus } from '../domain/conversation-status.js';
import type { Message } from '../domain/message.js';
import { messageView } from '../message-view.js';
import { Announcer } from './announcer.js';
import { Fanout } from './fanout.js';
import { written, type Hint } from './hint.js';
import { framed, type Watermark } from '../socket/server-frame.js';
import { topicOf } from './topic.js';

/** Each message is made a frame once, for all who get it on all nodes. */
@Injectable()
export class Announcements extends Announcer {
  constructor(private readonly fanout: Fanout) {
    super();
  }

  override said(conversationId: string, messages: readonly Message[]): void {
    for (const message of messages) {
      const frame = framed({ type: 'message', message: messageView(message) });
      this.#publish('conversation', conversationId, {
        kind: 'message',
        seq: message.seq,
        frame,
        isForAgents: message.visibility === 'agents',
      });
    }
  }

  override happened(conversationId: string, events: readonly ConversationEvent[]): void {
    for (const event of events) {
      if (event.type === 'participant-joined') this.#joined(conversationId, event.participantId);
      else if (event.type === 'participant-left') this.#left(conversationId, event.participantId);
    }
    const status = statusAfter(events);
    if (status !== undefined) this.#signal(conversationId, framed({ type: 'status', conversationId, status }));
  }

  typing(conversationId: string, participantId: string, typing: boolean): void {
    this.#signal(conversationId, framed({ type: 'typing', conversationId, participantId, typing }));
  }

  got(conversationId: string, watermark: Watermark): void {
    this.#signal(conversationId, framed({ type: 'watermark', conversationId, ...watermark }));
  }

  #joined(conversationId: string, participantId: string): void {
    this.#publish('person', participantId, { kind: 'signal', frame: framed({ type: 'joined', conversationId }) });
  }

  #left(conversationId: string, participantId: string): void {
    this.#publish('person', participantId, { kind: 'left', conversationId });
  }

  #signal(conversationId: string, frame: string): void {
    this.#publish('conversation', conversationId, { kind: 'signal', frame });
  }

  #publish(kind: 'conversation' | 'person', id: string, hint: Hint): void {
    this.fanout.publish(topicOf(currentTenant(), kind, id), written(hint));
  }
}

function statusAfter(events: readonly ConversationEvent[]): ConversationStatus | undefined {
  const types = events.map(({ type }) => type);
  if (types.includes('conversation-closed')) return 'closed';
  if (types.includes('conversation-queued')) return 'queued';
  const agentJoined = events.some((event) => event.type === 'participant-joined' && event.role === 'agent');
  return agentJoined ? 'attended' : undefined;
}
