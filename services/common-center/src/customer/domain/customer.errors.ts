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
/** A number that cannot be of a document of this type: its check digit is another, or it was masked. */
export class DocumentMalformed extends domainError('document-malformed', 'invalid') {}
/** It was merged into another, which is where it goes on. */
export class CustomerMerged extends domainError('customer-merged', 'conflict') {}
/** What was known of the customer was erased on their request: nothing is kept of them any more. */
export class CustomerErased extends domainError('customer-erased', 'conflict') {}
/** A customer cannot be merged into itself. */
export class SameCustomer extends domainError('customer-same', 'invalid') {}
/** A person and an organisation are never the same. */
export class KindsDiffer extends domainError('customer-kinds-differ', 'conflict') {}
/** There is no such merge that could be taken back. */
export class MergeNotFound extends domainError('customer-merge-not-found', 'not-found') {}
/** A role, a segment or a kind of relation that is not on the tenant's list. */
export class LabelUnknown extends domainError('customer-label-unknown', 'invalid') {}
/** Somebody who is known was to be new. */
export class CustomerKnown extends domainError('customer-known', 'conflict') {}
