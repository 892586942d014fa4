import { domainError } from '#libs/kernel/domain-error';

export class UrgePolicyNotFound extends domainError('urge-policy-not-found', 'not-found') {}
export class UrgePolicyNameTaken extends domainError('urge-policy-name-taken', 'conflict') {}
export class UrgeConditionInvalid extends domainError('urge-condition-invalid', 'invalid') {}
export class UrgeNotAllowed extends domainError('urge-not-allowed', 'forbidden') {}
export class UrgedTooOften extends domainError('urged-too-often', 'conflict') {}
export class NothingUrged extends domainError('urge-nothing-to-answer', 'conflict') {}
export class UrgeAnswerInvalid extends domainError('urge-answer-invalid', 'invalid') {}
