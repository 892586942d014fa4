import { domainError } from '#libs/kernel/domain-error';

export class TaskNotFound extends domainError('task-not-found', 'not-found') {}
export class TaskEnded extends domainError('task-ended', 'conflict') {}
export class TaskTaken extends domainError('task-taken', 'conflict') {}
export class NotTheTaskOwner extends domainError('task-not-the-owner', 'forbidden') {}
export class ContactAlreadyRecorded extends domainError('task-contact-already-recorded', 'conflict') {}
export class OutcomeNotFitting extends domainError('task-outcome-not-fitting', 'invalid') {}
