import { domainError } from '#libs/kernel/domain-error';

export class QueueUnknown extends domainError('routing-queue-unknown', 'not-found') {}
export class PlanUnknown extends domainError('routing-plan-unknown', 'not-found') {}
export class AgentUnknown extends domainError('routing-agent-unknown', 'not-found') {}
export class ContactNotRouted extends domainError('routing-contact-unknown', 'not-found') {}
export class ContactQueuedTwice extends domainError('routing-contact-queued-twice', 'conflict') {}
export class ContactNotHandled extends domainError('routing-contact-not-handled', 'conflict') {}
export class ContactNotWaiting extends domainError('routing-contact-not-waiting', 'conflict') {}
export class ContactShared extends domainError('routing-contact-shared', 'conflict') {}
export class ContactAskedFor extends domainError('routing-contact-asked-for', 'conflict') {}
export class ColleagueUnknown extends domainError('routing-colleague-unknown', 'conflict') {}
export class ReservationUnknown extends domainError('reservation-unknown', 'not-found') {}
/** Somebody was faster; `details.state` says how it ended. */
export class ReservationClosed extends domainError('reservation-closed', 'conflict') {}
export class WrapUpForced extends domainError('wrap-up-forced', 'conflict') {}
export class ExpressionTooWide extends domainError('routing-expression-too-wide', 'invalid') {}
export class DefinitionInvalid extends domainError('routing-definition-invalid', 'invalid') {}
