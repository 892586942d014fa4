import type { TicketRelationEvent } from './relation/ticket-relation.events.js';
import type { TicketAttributes } from './ticket-attributes.js';
import type { Priority, TicketStatus } from './ticket-status.js';

interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Date;
}

/** What goes along with words. */
export interface Enclosed {
  readonly attachmentIds?: readonly string[];
  /** Accounts that the words call upon. */
  readonly mentions?: readonly string[];
}

export interface TicketOpened extends Happened<'ticket-opened'> {
  readonly by: string;
  readonly attributes: TicketAttributes;
}
export interface TicketEdited extends Happened<'ticket-edited'> {
  readonly by: string;
  readonly changed: readonly string[];
  /** What they became, where people did not write it. */
  readonly attributes: Partial<TicketAttributes>;
}
/** What was answered is with the form, not here. */
export interface TicketFormFilled extends Happened<'ticket-form-filled'> {
  readonly by: string;
  readonly stage: string;
  readonly form: string;
  readonly version: number;
}
export interface TicketCloseFlowTaken extends Happened<'ticket-close-flow-taken'> {
  readonly by: string;
  readonly flow: string;
}
export interface TicketStatusChanged extends Happened<'ticket-status-changed'> {
  readonly from: TicketStatus;
  readonly to: TicketStatus;
  /** A process's own name for it, or the tenant's. */
  readonly name: string | null;
  /** null: nobody in person. */
  readonly by: string | null;
}
export interface TicketAssigned extends Happened<'ticket-assigned'> {
  readonly assigneeId: string;
  readonly by: string;
}
export interface TicketTransferred extends Happened<'ticket-transferred'> {
  readonly fromId: string;
  readonly toId: string;
  readonly returnsTo: string | null;
}
/** Whoever of the team takes it, or brings it back. */
export interface TicketTransferredToTeam extends Happened<'ticket-transferred-to-team'> {
  readonly fromId: string;
  readonly teamId: string;
  readonly returnsTo: string | null;
}
export interface TicketReturned extends Happened<'ticket-returned'> {
  readonly fromId: string;
  readonly toId: string;
}
export interface TicketPutBack extends Happened<'ticket-put-back'> {
  readonly by: string;
  readonly reason: string;
}
/** To the people of a team, or to nobody's. */
export interface TicketTeamAssigned extends Happened<'ticket-team-assigned'> {
  readonly teamId: string | null;
  readonly by: string;
}
export interface TicketCustomerWrote extends Happened<'ticket-customer-wrote'>, Enclosed {
  readonly text: string;
  /** Absent: the ticket's own. */
  readonly channel?: string;
}
export interface TicketReplied extends Happened<'ticket-replied'>, Enclosed {
  readonly by: string;
  readonly text: string;
  readonly first: boolean;
}
export interface TicketNoted extends Happened<'ticket-noted'>, Enclosed {
  readonly by: string;
  readonly text: string;
}
export interface TicketActionRequested extends Happened<'ticket-action-requested'> {
  readonly actionId: string;
  readonly name: string;
  readonly by: string;
}
export interface TicketActionFinished extends Happened<'ticket-action-finished'> {
  readonly actionId: string;
  readonly name: string;
  readonly outcome: 'succeeded' | 'failed';
}
export interface TicketDispatched extends Happened<'ticket-dispatched'> {
  readonly visitId: string;
  readonly by: string;
}
export interface TicketVisited extends Happened<'ticket-visited'> {
  readonly visitId: string;
  readonly outcome: 'fixed' | 'not-fixed';
}
export interface TicketUrged extends Happened<'ticket-urged'> {
  readonly by: string;
  readonly note: string;
  readonly times: number;
}
export interface TicketSupervised extends Happened<'ticket-supervised'> {
  readonly supervisorId: string;
  readonly priority: Priority;
}
export interface TicketSupervisionLifted extends Happened<'ticket-supervision-lifted'> {
  readonly by: string;
}
export interface TicketPriorityRaised extends Happened<'ticket-priority-raised'> {
  readonly priority: Priority;
}
export interface TicketAttentionCalled extends Happened<'ticket-attention-called'> {
  /** null: the team's lead. */
  readonly personId: string | null;
  readonly why: string;
}
export interface TicketMarked extends Happened<'ticket-marked'> {
  readonly satisfaction: number;
}
export interface TicketSolved extends Happened<'ticket-solved'> {
  readonly by: string;
  readonly returnVisit: boolean;
}
export interface TicketReopened extends Happened<'ticket-reopened'> {
  readonly by: string;
  readonly reason: string;
}
export interface TicketClosed extends Happened<'ticket-closed'> {
  readonly satisfaction: number | null;
}
export type TicketArchived = Happened<'ticket-archived'>;
export interface TicketInteractionLinked extends Happened<'ticket-interaction-linked'> {
  readonly interactionEventId: string;
  readonly by: string | null;
}

export type TicketEvent =
  | TicketRelationEvent
  | TicketOpened
  | TicketEdited
  | TicketFormFilled
  | TicketCloseFlowTaken
  | TicketStatusChanged
  | TicketAssigned
  | TicketTransferred
  | TicketTransferredToTeam
  | TicketReturned
  | TicketPutBack
  | TicketTeamAssigned
  | TicketCustomerWrote
  | TicketReplied
  | TicketNoted
  | TicketActionRequested
  | TicketActionFinished
  | TicketDispatched
  | TicketVisited
  | TicketUrged
  | TicketSupervised
  | TicketSupervisionLifted
  | TicketPriorityRaised
  | TicketAttentionCalled
  | TicketMarked
  | TicketSolved
  | TicketReopened
  | TicketClosed
  | TicketArchived
  | TicketInteractionLinked;
