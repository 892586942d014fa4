import { domainError } from '#libs/kernel/domain-error';

export class ConditionInvalid extends domainError('ticket-view-condition-invalid', 'invalid') {}
