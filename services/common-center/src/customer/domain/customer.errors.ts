import { domainError } from '#libs/kernel/domain-error';

export class CustomerNotFound extends domainError('customer-not-found', 'not-found') {}
/** What was given leads to several customers: ask for more. */
export class CustomerAmbiguous extends domainError('customer-ambiguous', 'conflict') {}
/** The registration document belongs to someone of another name. */
export class DocumentNameDiffers extends domainError('document-name-differs', 'conflict') {}
/** The customer is known with another registration document. */
export class DocumentDiffers extends domainError('document-differs', 'conflict') {}
/** Document and external ids lead to different customers. */
export class IdentitiesDiffer extends domainError('identities-differ', 'conflict') {}
/** The document or an external id belongs to another customer. */
export class IdentityTaken extends domainError('identity-taken', 'conflict') {}
export class PhoneMalformed extends domainError('phone-malformed', 'invalid') {}
export class EmailMalformed extends domainError('email-malformed', 'invalid') {}
