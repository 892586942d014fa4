import {
  webhookEndpointDisabled,
  webhookTestRequested,
} from '#libs/contracts/common-center/integration/webhook-events';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { WebhookEndpoint } from '../domain/webhook-endpoint.aggregate.js';
import type { WebhookEndpointEvent } from '../domain/webhook-endpoint.events.js';

export function publishEndpoint(
  event: WebhookEndpointEvent,
  { id: endpointId }: WebhookEndpoint,
): OutgoingEvent | null {
  if (event.type === 'webhook-test-requested') return outgoing(webhookTestRequested, { endpointId });
  if (event.type !== 'webhook-endpoint-disabled' || event.because === 'person') return null;
  return outgoing(webhookEndpointDisabled, { endpointId, because: event.because });
}
