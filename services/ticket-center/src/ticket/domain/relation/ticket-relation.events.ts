import type { ChildRule } from './child-rule.js';

interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Date;
  readonly by: string;
}

export interface TicketParentChanged extends Happened<'ticket-parent-changed'> {
  /** null: it stands alone again. */
  readonly parentId: string | null;
}
export interface TicketChildAdded extends Happened<'ticket-child-added'> {
  readonly childId: string;
}
export interface TicketChildRemoved extends Happened<'ticket-child-removed'> {
  readonly childId: string;
}
/** A child is done, or is not any more. */
export interface TicketChildSettled extends Happened<'ticket-child-settled'> {
  readonly childId: string;
  readonly done: boolean;
  /** Whether the ticket may be solved now, as far as its children go. */
  readonly satisfied: boolean;
}
export interface TicketChildRuleChanged extends Happened<'ticket-child-rule-changed'>, ChildRule {}
/** It ended in another. */
export interface TicketMerged extends Happened<'ticket-merged'> {
  readonly into: string;
  readonly interactionEventIds: readonly string[];
}
/** Another ended in it. */
export interface TicketAbsorbed extends Happened<'ticket-absorbed'> {
  readonly mergedId: string;
}
export interface TicketSplit extends Happened<'ticket-split'> {
  readonly newTicketId: string;
}
export interface TicketFollowedUp extends Happened<'ticket-followed-up'> {
  readonly newTicketId: string;
}
export interface TicketHelpAsked extends Happened<'ticket-help-asked'> {
  readonly assistRequestId: string;
}
export interface TicketHelpEnded extends Happened<'ticket-help-ended'> {
  readonly assistRequestId: string;
  readonly outcome: 'answered' | 'declined' | 'withdrawn';
}

export type TicketRelationEvent =
  | TicketParentChanged
  | TicketChildAdded
  | TicketChildRemoved
  | TicketChildSettled
  | TicketChildRuleChanged
  | TicketMerged
  | TicketAbsorbed
  | TicketSplit
  | TicketFollowedUp
  | TicketHelpAsked
  | TicketHelpEnded;
