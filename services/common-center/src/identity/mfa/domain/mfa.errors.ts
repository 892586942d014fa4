import { domainError } from '#libs/kernel/domain-error';

export class MfaActive extends domainError('mfa-active', 'conflict') {}
export class MfaInactive extends domainError('mfa-inactive', 'conflict') {}
export class MfaRequired extends domainError('mfa-required', 'conflict') {}
