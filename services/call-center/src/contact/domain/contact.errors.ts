import { domainError } from '#libs/kernel/domain-error';

export class ContactNotFound extends domainError('contact-not-found', 'not-found') {}
export class ContactOfAnotherCustomer extends domainError('contact-of-another-customer', 'conflict') {}
export class ContactNotWaiting extends domainError('contact-not-waiting', 'conflict') {}
export class ContactCannotEndSo extends domainError('contact-cannot-end-so', 'conflict') {}
export class ContactMoveRefused extends domainError('contact-move-refused', 'conflict') {}
export class TaskNeedsOutboundContact extends domainError('contact-task-needs-outbound', 'invalid') {}
export class HelpRequestNotFound extends domainError('contact-help-request-not-found', 'not-found') {}
export class HelpIsAnswered extends domainError('contact-help-answered', 'conflict') {}
export class HelpYourself extends domainError('contact-help-is-ones-own', 'forbidden') {}
