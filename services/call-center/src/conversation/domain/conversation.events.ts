import type { DomainEvent } from '#libs/kernel/aggregate-root';
import type { CloseReason } from './conversation-status.js';
import type { Role } from './participant.js';

interface Happened<Type extends string> extends DomainEvent {
  readonly type: Type;
}

export interface ConversationOpened extends Happened<'conversation-opened'> {
  readonly withBot: boolean;
}
/** It waits for a person now. */
export interface ConversationQueued extends Happened<'conversation-queued'> {
  /** Why it was handed over; null for one that begins in line or whose agent left. */
  readonly reason: string | null;
  readonly handedOverBy: string | null;
}
export interface ParticipantJoined extends Happened<'participant-joined'> {
  readonly participantId: string;
  readonly role: Role;
}
export interface ParticipantLeft extends Happened<'participant-left'> {
  readonly participantId: string;
  readonly role: Role;
}
export interface FirstReplied extends Happened<'first-replied'> {
  readonly agentId: string;
}
export interface ConversationClosedEvent extends Happened<'conversation-closed'> {
  readonly reason: CloseReason;
}
export interface ConversationRated extends Happened<'conversation-rated'> {
  readonly score: number;
}

export type ConversationEvent =
  | ConversationOpened
  | ConversationQueued
  | ParticipantJoined
  | ParticipantLeft
  | FirstReplied
  | ConversationClosedEvent
  | ConversationRated;
