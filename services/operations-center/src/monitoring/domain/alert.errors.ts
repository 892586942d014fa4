import { domainError } from '#libs/kernel/domain-error';

export class AlertNotFound extends domainError('monitor-alert-not-found', 'not-found') {}
export class AlertCleared extends domainError('monitor-alert-cleared', 'conflict') {}
export class AlertAcknowledged extends domainError('monitor-alert-acknowledged', 'conflict') {}
export class AlertOpen extends domainError('monitor-alert-open', 'conflict') {}
export class SnoozeTooLong extends domainError('monitor-alert-snooze-too-long', 'invalid') {}
