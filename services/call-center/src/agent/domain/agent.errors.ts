import { domainError } from '#libs/kernel/domain-error';

export class AgentNotFound extends domainError('agent-not-found', 'not-found') {}
export class AgentMoveRefused extends domainError('agent-move-refused', 'conflict') {}
export class AgentNotRoutable extends domainError('agent-not-routable', 'conflict') {}
export class AgentAtCapacity extends domainError('agent-at-capacity', 'conflict') {}
export class AgentExcludedFromContact extends domainError('agent-excluded-from-contact', 'conflict') {}
export class AgentHasContact extends domainError('agent-has-contact', 'conflict') {}
export class ReservationNotFound extends domainError('reservation-not-found', 'not-found') {}
export class ReservationEnded extends domainError('reservation-ended', 'conflict') {}
export class EngagementNotFound extends domainError('engagement-not-found', 'not-found') {}
export class AfterContactWorkMustLast extends domainError('after-contact-work-must-last', 'conflict') {}
export class StatusRequestNotOpen extends domainError('agent-status-request-not-open', 'conflict') {}
export class StatusRequestIsOnesOwn extends domainError('agent-status-request-is-ones-own', 'forbidden') {}
