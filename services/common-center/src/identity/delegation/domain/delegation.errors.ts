import { domainError } from '#libs/kernel/domain-error';

export class DelegationNotFound extends domainError('delegation-not-found', 'not-found') {}
export class DelegationInvalid extends domainError('delegation-invalid', 'invalid') {}
export class DelegationOver extends domainError('delegation-over', 'conflict') {}
/** Nobody gives on what was given to them for a while, or what is somebody else's. */
export class DelegationNotYours extends domainError('delegation-not-yours', 'forbidden') {}
