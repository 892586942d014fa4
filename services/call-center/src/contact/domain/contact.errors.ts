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
/** `details.facts.hasIt` says who has it. */
export class ContactNotYours extends domainError('contact-not-yours', 'forbidden') {}
export class ContactRequestPending extends domainError('contact-request-pending', 'conflict') {}
export class ContactRequestNotPending extends domainError('contact-request-not-pending', 'conflict') {}
export class ContactIsShared extends domainError('contact-is-shared', 'conflict') {}
export class ContactHasParty extends domainError('contact-has-party', 'conflict') {}
export class ContactHasNoSuchParty extends domainError('contact-party-not-found', 'not-found') {}
export class ContactNotConsulting extends domainError('contact-not-consulting', 'conflict') {}
export class ContactNeedsOwner extends domainError('contact-needs-owner', 'conflict') {}
export class SupervisorHasContact extends domainError('contact-supervisor-has-it', 'conflict') {}
export class CallbackNotPossible extends domainError('contact-callback-not-possible', 'invalid') {}
export class CallbackNotUnderWay extends domainError('contact-callback-not-under-way', 'conflict') {}
export class ContactAwaitsCallback extends domainError('contact-awaits-callback', 'conflict') {}
