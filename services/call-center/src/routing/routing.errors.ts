import { domainError } from '#libs/kernel/domain-error';
import { QUEUE_FULL } from './desk.api.js';

/** The message says what became of the offer. */
export class OfferClosed extends domainError('offer-closed', 'conflict') {}
export class OfferNotFound extends domainError('offer-not-found', 'not-found') {}
export class QueueIsFull extends domainError(QUEUE_FULL, 'conflict') {}
export class QueueTakesNoSuchChannel extends domainError('queue-channel-not-taken', 'invalid') {}
export class AgentNotFree extends domainError('agent-not-free', 'conflict') {}
