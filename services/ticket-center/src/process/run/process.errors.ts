import { domainError } from '#libs/kernel/domain-error';

export class InstanceNotFound extends domainError('process-instance-not-found', 'not-found') {}
export class PayloadNotFound extends domainError('process-payload-not-found', 'not-found') {}
export class CommandKeyReused extends domainError('process-command-key-reused', 'invalid') {}
export class TaskDone extends domainError('TASK_DONE', 'conflict') {}
export class TaskGone extends domainError('TOKEN_GONE', 'conflict') {}
/** What is done to all or to none was refused by some. */
export class NotAll extends domainError('process-not-all', 'conflict') {}
/** Somebody else does it now. */
export class ClaimLost extends domainError('process-claim-lost', 'conflict') {}
