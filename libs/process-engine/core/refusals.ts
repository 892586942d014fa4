import { domainError } from '../../kernel/domain-error.js';

/** What an operator or starter asks for and cannot have; nothing was changed or recorded. */

export class StartRefused extends domainError('process-start-refused', 'invalid') {}

export class InstanceOver extends domainError('process-instance-over', 'conflict') {}

export class InstanceSuspended extends domainError('process-instance-suspended', 'conflict') {}

export class NoSuchElement extends domainError('process-element-not-live', 'conflict') {}

export class NoSuchIncident extends domainError('process-incident-not-open', 'conflict') {}

export class RepairRefused extends domainError('process-repair-refused', 'conflict') {}

/** details.refusals names every reason. */
export class MigrationRefused extends domainError('process-migration-refused', 'conflict') {}
