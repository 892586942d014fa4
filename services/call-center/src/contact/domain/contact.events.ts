import type { DomainEvent } from '#libs/kernel/aggregate-root';
import type { ContactTimes, StandingOffer, TransferTarget } from './contact-course.js';
import type { ContactOutcome, LeftQueue } from './contact-status.js';

interface Happened<Type extends string> extends DomainEvent {
  readonly type: Type;
}

export type ContactStarted = Happened<'contact-started'>;
export interface ContactIdentified extends Happened<'contact-identified'> {
  readonly customerId: string;
}
export interface ContactQueued extends Happened<'contact-queued'> {
  readonly queueId: string;
}
export interface ContactMoved extends Happened<'contact-moved'> {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}
export interface ContactOffered extends Happened<'contact-offered'>, StandingOffer {
  readonly queueId: string;
}
export interface ContactOfferEnded extends Happened<'contact-offer-ended'>, StandingOffer {
  readonly as: string;
}
export interface ContactConnected extends Happened<'contact-connected'> {
  readonly agentId: string;
}
export type ContactHeld = Happened<'contact-held'>;
export type ContactResumed = Happened<'contact-resumed'>;
export interface ContactTransferred extends Happened<'contact-transferred'> {
  /** Who had it. */
  readonly from: string | null;
  readonly to: TransferTarget;
}
/** The note stays in the journal. */
export interface ContactWrappedUp extends Happened<'contact-wrapped-up'> {
  readonly agentId: string;
  readonly code: string;
  readonly note: string | null;
}
/** The note stays in the journal. */
export interface ContactHelpRequested extends Happened<'contact-help-requested'> {
  readonly requestId: string;
  readonly by: string;
  readonly note: string | null;
}
export interface ContactHelpAnswered extends Happened<'contact-help-answered'> {
  readonly requestId: string;
  readonly by: string;
}
export type ContactWrapUpBegun = Happened<'contact-wrap-up-begun'>;
export interface ContactEnded extends Happened<'contact-ended'> {
  readonly outcome: ContactOutcome;
  /** Null unless it left a queue unserved. */
  readonly left: LeftQueue | null;
  readonly times: ContactTimes;
}

export type ContactEvent =
  | ContactStarted
  | ContactIdentified
  | ContactQueued
  | ContactMoved
  | ContactOffered
  | ContactOfferEnded
  | ContactConnected
  | ContactHeld
  | ContactResumed
  | ContactTransferred
  | ContactWrappedUp
  | ContactHelpRequested
  | ContactHelpAnswered
  | ContactWrapUpBegun
  | ContactEnded;
