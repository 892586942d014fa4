import { domainError } from '#libs/kernel/domain-error';

export class WebhookEndpointNotFound extends domainError('webhook-endpoint-not-found', 'not-found') {}
export class WebhookEndpointActive extends domainError('webhook-endpoint-active', 'conflict') {}
export class WebhookEndpointDisabled extends domainError('webhook-endpoint-disabled', 'conflict') {}
export class TooManyWebhookEndpoints extends domainError('too-many-webhook-endpoints', 'conflict') {}
/** None of the events of the catalogue has such a type. */
export class EventTypeUnknown extends domainError('event-type-unknown', 'invalid') {}
