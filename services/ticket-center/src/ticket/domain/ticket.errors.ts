import { domainError } from '#libs/kernel/domain-error';

export class TicketNotFound extends domainError('ticket-not-found', 'not-found') {}
/** Its process says how it goes on. */
export class TicketRunByProcess extends domainError('ticket-run-by-process', 'conflict') {}
export class TicketWithoutProcess extends domainError('ticket-without-process', 'conflict') {}
export class TransitionNotAllowed extends domainError('ticket-transition-not-allowed', 'conflict') {}
export class TicketTaken extends domainError('ticket-taken', 'conflict') {}
export class NotTheAssignee extends domainError('ticket-not-the-assignee', 'forbidden') {}
export class NobodyToReturnTo extends domainError('ticket-nobody-to-return-to', 'conflict') {}
export class TicketFinished extends domainError('ticket-finished', 'conflict') {}
export class WorkPending extends domainError('ticket-work-pending', 'conflict') {}
/** What has to be done before it may be solved, all of it. */
export class NotReady extends domainError('ticket-not-ready', 'conflict') {}
export class ReturnVisitPending extends domainError('ticket-return-visit-pending', 'conflict') {}
export class ActionNotFound extends domainError('ticket-action-not-found', 'not-found') {}
export class ActionFinished extends domainError('ticket-action-finished', 'conflict') {}
export class InteractionAlreadyLinked extends domainError('ticket-interaction-already-linked', 'conflict') {}
export class TicketSupervised extends domainError('ticket-supervised', 'conflict') {}
export class TicketUnsupervised extends domainError('ticket-unsupervised', 'conflict') {}
export class HandedToItsHolder extends domainError('ticket-handed-to-its-holder', 'conflict') {}
/** It was solved too long ago: a follow-up ticket is what is left. */
export class ReopenWindowOver extends domainError('ticket-reopen-window-over', 'conflict') {}
