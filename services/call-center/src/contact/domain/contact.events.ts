import type { DomainEvent } from '#libs/kernel/aggregate-root';
import type { CallbackOutcome } from './callback.js';
import type { Asked, CameToNothing, PendingRequest } from './parties.js';
import type { SupervisionMode } from './supervision.js';
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
  readonly for: 'queue' | PendingRequest['kind'];
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
export interface ContactTransferEnded extends Happened<'contact-transfer-ended'> {
  readonly by: string;
  readonly to: Asked;
  readonly as: CameToNothing;
}
interface AboutConsultation<Type extends string> extends Happened<Type> {
  readonly consultationId: string;
  readonly by: string;
}
export interface ContactConsultRequested extends AboutConsultation<'contact-consult-requested'> {
  readonly to: Asked;
}
export interface ContactConsultAccepted extends AboutConsultation<'contact-consult-accepted'> {
  readonly agentId: string;
}
export interface ContactConsultEnded extends AboutConsultation<'contact-consult-ended'> {
  readonly agentId: string | null;
  readonly as: CameToNothing | 'transferred' | 'merged' | 'left';
}
export interface ContactParticipantRequested extends Happened<'contact-participant-requested'> {
  readonly requestId: string;
  readonly by: string;
  readonly to: Asked;
}
export interface ContactParticipantRequestEnded extends Happened<'contact-participant-request-ended'> {
  readonly requestId: string;
  readonly by: string;
  readonly as: CameToNothing;
}
/** The number of a party outside stays in the journal. */
type Party = { readonly agentId: string } | { readonly partyId: string; readonly number?: string };
export interface ContactParticipantJoined extends Happened<'contact-participant-joined'> {
  readonly participant: Party;
  readonly by: string;
}
export interface ContactParticipantLeft extends Happened<'contact-participant-left'> {
  readonly participant: Party;
  readonly as: 'left' | 'removed';
  readonly by: string;
}
export interface ContactOwnerChanged extends Happened<'contact-owner-changed'> {
  readonly from: string;
  readonly to: string;
  readonly reason: 'consulted' | 'left' | 'handed-over' | 'taken-over';
}
interface AboutSupervision<Type extends string> extends Happened<Type> {
  readonly sessionId: string;
  readonly supervisorId: string;
  readonly mode: SupervisionMode;
}
export interface ContactSupervised extends AboutSupervision<'contact-supervised'> {
  readonly agentId: string;
}
export interface ContactSupervisionEnded extends AboutSupervision<'contact-supervision-ended'> {
  readonly as: 'stopped' | 'taken-over' | 'contact-ended';
}
/** The text stays in the journal. */
export interface ContactNoteWhispered extends Happened<'contact-note-whispered'> {
  readonly noteId: string;
  readonly by: string;
  readonly text: string;
}
export interface ContactCallbackPromised extends Happened<'contact-callback-promised'> {
  readonly queueId: string;
  readonly notBefore: Date | null;
}
export interface ContactCallbackDue extends Happened<'contact-callback-due'> {
  readonly agentId: string;
  readonly attempt: number;
}
export interface ContactCallbackAttempted extends Happened<'contact-callback-attempted'> {
  readonly agentId: string;
  readonly attempt: number;
  readonly outcome: CallbackOutcome;
  /** Null: reached, or given up. */
  readonly again: Date | null;
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
  | ContactTransferEnded
  | ContactConsultRequested
  | ContactConsultAccepted
  | ContactConsultEnded
  | ContactParticipantRequested
  | ContactParticipantRequestEnded
  | ContactParticipantJoined
  | ContactParticipantLeft
  | ContactOwnerChanged
  | ContactSupervised
  | ContactSupervisionEnded
  | ContactNoteWhispered
  | ContactCallbackPromised
  | ContactCallbackDue
  | ContactCallbackAttempted
  | ContactWrapUpBegun
  | ContactEnded;
