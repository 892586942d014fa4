import { domainError } from '#libs/kernel/domain-error';

export class InteractionEventNotFound extends domainError('interaction-event-not-found', 'not-found') {}
export class InteractionEventAlreadyClosed extends domainError('interaction-event-already-closed', 'conflict') {}
export class ContactMissing extends domainError('interaction-event-contact-missing', 'invalid') {}
export class ContactNotIdentified extends domainError('interaction-event-contact-not-identified', 'conflict') {}
export class ContactOfSomeoneElse extends domainError('interaction-event-contact-of-another-customer', 'conflict') {}
export class ContactAlreadyLinked extends domainError('interaction-event-contact-already-linked', 'conflict') {}
export class OutboundContactMissing extends domainError('interaction-event-needs-outbound-contact', 'invalid') {}
export class TooLateForPreCheck extends domainError('interaction-event-too-late-for-pre-check', 'conflict') {}
export class TicketStillOpen extends domainError('interaction-event-ticket-still-open', 'conflict') {}
