import { domainError } from '#libs/kernel/domain-error';

export class AssistRequestNotFound extends domainError('assist-request-not-found', 'not-found') {}
export class AssistRequestEnded extends domainError('assist-request-ended', 'conflict') {}
export class AssistRequestTaken extends domainError('assist-request-taken', 'conflict') {}
export class NotTheHelper extends domainError('assist-request-not-the-helper', 'forbidden') {}
export class NotTheAsker extends domainError('assist-request-not-the-asker', 'forbidden') {}
