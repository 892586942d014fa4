import { domainError } from '#libs/kernel/domain-error';

/** Signed by nobody, for another tenant, or changed on its way. */
export class CallbackTokenInvalid extends domainError('callback-token-invalid', 'forbidden') {}
/** It was good once; nobody waits for so long. */
export class CallbackTokenExpired extends domainError('callback-token-expired', 'forbidden') {}
/** The result is larger than what can be kept. */
export class CallbackTooLarge extends domainError('callback-too-large', 'invalid') {}
