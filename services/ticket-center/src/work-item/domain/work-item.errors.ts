import { domainError } from '#libs/kernel/domain-error';

export class WorkItemNotFound extends domainError('work-item-not-found', 'not-found') {}
export class WorkItemTaken extends domainError('work-item-taken', 'conflict') {}
export class WorkItemNotClaimed extends domainError('work-item-not-claimed', 'conflict') {}
export class WorkItemWithdrawn extends domainError('work-item-withdrawn', 'conflict') {}
export class WorkItemDone extends domainError('work-item-done', 'conflict') {}
export class WorkItemDelegated extends domainError('work-item-delegated', 'conflict') {}
export class WorkItemNotDelegated extends domainError('work-item-not-delegated', 'conflict') {}
export class NotTheWorker extends domainError('work-item-not-yours', 'forbidden') {}
