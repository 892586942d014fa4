import type { DomainEvent } from '#libs/kernel/aggregate-root';
import type { Channel } from './capacity.js';
import type { RoutingState, Standing } from './routing-state.js';
import type { Ending } from './work.js';

interface Happened<Type extends string> extends DomainEvent {
  readonly type: Type;
}

interface OfContact {
  /** Of the reservation or the engagement. */
  readonly assignmentId: string;
  readonly contactId: string;
  readonly channel: Channel;
}

interface OfStatus {
  readonly state: Standing;
  readonly reason: string | null;
}

export type AgentEnrolled = Happened<'agent-enrolled'>;
export interface AgentStateChanged extends Happened<'agent-state-changed'> {
  /** Counts an agent's states from 1, without a gap. */
  readonly seq: number;
  readonly from: RoutingState;
  readonly to: RoutingState;
  /** Why not ready; null otherwise. */
  readonly reason: string | null;
}
/** There is room, or less to do, though the state is the same. */
export type AgentCapacityFreed = Happened<'agent-capacity-freed'>;
/** Null: what was chosen no longer waits. */
export interface AgentNextChosen extends Happened<'agent-next-chosen'> {
  readonly next: OfStatus | null;
}
export interface AgentOffered extends Happened<'agent-offered'>, OfContact {}
export interface AgentEngaged extends Happened<'agent-engaged'>, OfContact {}
export interface AgentAssignmentEnded extends Happened<'agent-assignment-ended'>, OfContact {
  readonly as: Ending;
}
export interface AgentAfterWorkAsked extends Happened<'agent-after-contact-work-asked'> {
  readonly assignmentId: string;
}
export interface AgentAfterWorkEnded extends Happened<'agent-after-contact-work-ended'> {
  readonly contactIds: readonly string[];
}
export interface AgentStatusRequested extends Happened<'agent-status-requested'> {
  readonly requestId: string;
  readonly reason: string;
}
export interface AgentStatusDecided extends Happened<'agent-status-decided'> {
  readonly requestId: string;
  readonly outcome: 'approved' | 'declined' | 'withdrawn';
  /** Null: withdrawn by what the agent did next. */
  readonly by: string | null;
}
/** What the supervisor wrote stays in the journal. */
export interface AgentForced extends Happened<'agent-forced'>, OfStatus {
  readonly by: string;
  readonly why: string;
}
export type AgentLapsed = Happened<'agent-lapsed'>;
export type AgentReturned = Happened<'agent-returned'>;

export type AgentEvent =
  | AgentEnrolled
  | AgentStateChanged
  | AgentCapacityFreed
  | AgentNextChosen
  | AgentOffered
  | AgentEngaged
  | AgentAssignmentEnded
  | AgentAfterWorkAsked
  | AgentAfterWorkEnded
  | AgentStatusRequested
  | AgentStatusDecided
  | AgentForced
  | AgentLapsed
  | AgentReturned;
