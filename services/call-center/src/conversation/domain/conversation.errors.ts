import { domainError } from '#libs/kernel/domain-error';

export class ConversationNotFound extends domainError('conversation-not-found', 'not-found') {}
export class ConversationClosed extends domainError('conversation-closed', 'conflict') {}
export class NotTakingPart extends domainError('conversation-not-taking-part', 'forbidden') {}
export class MessageEmpty extends domainError('conversation-message-empty', 'invalid') {}
export class NothingToHandOver extends domainError('conversation-nothing-to-hand-over', 'conflict') {}
export class NotOfTheCustomer extends domainError('conversation-not-of-the-customer', 'forbidden') {}
export class NotYetOver extends domainError('conversation-not-yet-over', 'conflict') {}
export class AlreadyRated extends domainError('conversation-already-rated', 'conflict') {}
