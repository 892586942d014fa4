import { domainError } from '#libs/kernel/domain-error';

export class TenantNotFound extends domainError('tenant-not-found', 'not-found') {}
export class TenantExists extends domainError('tenant-exists', 'conflict') {}
export class DomainTaken extends domainError('domain-taken', 'conflict') {}
export class TenantTransitionNotAllowed extends domainError('tenant-transition-not-allowed', 'conflict') {}
