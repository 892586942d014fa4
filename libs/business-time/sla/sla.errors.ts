import { domainError } from '#libs/kernel/domain-error';

export class LogWithoutOpening extends domainError('sla-log-without-opening', 'invalid') {}
export class LogOutOfOrder extends domainError('sla-log-out-of-order', 'invalid') {}
