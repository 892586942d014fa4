import { domainError } from '#libs/kernel/domain-error';

export class RelationToItself extends domainError('ticket-relation-to-itself', 'invalid') {}
/** It would be above itself. */
export class TicketInCircle extends domainError('ticket-in-circle', 'conflict') {}
export class TicketTooDeep extends domainError('ticket-too-deep', 'conflict') {}
export class TooManyChildren extends domainError('ticket-too-many-children', 'conflict') {}
export class TicketHasParent extends domainError('ticket-has-parent', 'conflict') {}
/** What is above it is done, and would not be any more. */
export class ParentFinished extends domainError('ticket-parent-finished', 'conflict') {}
/** Somebody else has changed what belongs together in the meantime: to be read and tried again. */
export class FamilyChanged extends domainError('ticket-family-changed', 'conflict') {}
/** What keeps it from being merged, all of it. */
export class NotMergeable extends domainError('ticket-not-mergeable', 'conflict') {}
export class OtherCustomer extends domainError('ticket-of-other-customer', 'conflict') {}
export class InteractionNotLinked extends domainError('ticket-interaction-not-linked', 'invalid') {}
/** Only a ticket that is over is followed up by another. */
export class NotFinished extends domainError('ticket-not-finished', 'conflict') {}
