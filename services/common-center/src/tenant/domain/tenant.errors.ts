import { domainError } from '#libs/kernel/domain-error';

export class TenantNotFound extends domainError('tenant-not-found', 'not-found') {}
export class TenantExists extends domainError('tenant-exists', 'conflict') {}
export class DomainTaken extends domainError('domain-taken', 'conflict') {}
export class TenantTransitionNotAllowed extends domainError('tenant-transition-not-allowed', 'conflict') {}
/** Another job has the tenant's databases in hand. */
export class TenantBusy extends domainError('tenant-busy', 'conflict') {}
export class TenantNotSuspended extends domainError('tenant-not-suspended', 'conflict') {}
export class TenantAlreadyThere extends domainError('tenant-already-there', 'conflict') {}
/** Who wants a server for itself has to name one: on the own one of each service the platform is. */
export class DedicatedNeedsServer extends domainError('tenant-needs-own-server', 'invalid') {}
export class ServerNotEmpty extends domainError('tenant-server-not-empty', 'conflict') {}
export class ServerDedicated extends domainError('tenant-server-dedicated', 'conflict') {}
export class ErasureTokenWrong extends domainError('erasure-token-wrong', 'invalid') {}
export class PlatformTenantStays extends domainError('platform-tenant-stays', 'conflict') {}
export class PlanNotFound extends domainError('tenant-plan-not-found', 'not-found') {}
export class ArchiveNotFound extends domainError('tenant-archive-not-found', 'not-found') {}
export class JobNotFound extends domainError('tenant-job-not-found', 'not-found') {}
