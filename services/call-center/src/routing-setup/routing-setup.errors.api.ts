import { domainError } from '#libs/kernel/domain-error';

/** What the body names does not exist; `details` say which. */
export class UnknownReference extends domainError('routing-setup-unknown-reference', 'invalid') {}
export class StillInUse extends domainError('routing-setup-in-use', 'conflict') {}
export class NameTaken extends domainError('routing-setup-name-taken', 'conflict') {}
