import { domainError } from '#libs/kernel/domain-error';

export class MailboxNotFound extends domainError('mailbox-not-found', 'not-found') {}
export class MailboxAddressTaken extends domainError('mailbox-address-taken', 'conflict') {}
/** A password goes only to the server it was given for. */
export class MailboxPasswordMissing extends domainError('mailbox-password-missing', 'invalid') {}
