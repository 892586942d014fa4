import { domainError } from '#libs/kernel/domain-error';

export class AccountNotFound extends domainError('account-not-found', 'not-found') {}
export class LoginTaken extends domainError('login-taken', 'conflict') {}
export class AccountInactive extends domainError('account-inactive', 'conflict') {}
export class AccountActive extends domainError('account-active', 'conflict') {}
/** An administrator who locks themselves out could leave nobody who can open again. */
export class OwnAccount extends domainError('own-account', 'forbidden') {}

/** Told alike whether there is such a login or not. */
export class LoginLocked extends domainError('login-locked', 'forbidden') {}

export class ClientNotFound extends domainError('client-not-found', 'not-found') {}
export class ClientTaken extends domainError('client-taken', 'conflict') {}
export class ClientReserved extends domainError('client-reserved', 'invalid') {}
export class ClientInactive extends domainError('client-inactive', 'conflict') {}

/** RFC 6749 §5.2: asked for more than the client may have, or for what nobody knows. */
export class ScopeRefused extends domainError('invalid-scope', 'invalid') {}

export class UnknownRole extends domainError('role-unknown', 'invalid') {}
export class RoleFixed extends domainError('role-fixed', 'conflict') {}
export class GrantBeyondOwn extends domainError('grant-beyond-own', 'forbidden') {}

export class KeysOfPlatform extends domainError('keys-of-platform', 'forbidden') {}
