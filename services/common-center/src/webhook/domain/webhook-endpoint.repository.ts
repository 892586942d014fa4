import { Repository } from '#libs/kernel/repository';
import type { WebhookEndpoint } from './webhook-endpoint.aggregate.js';

export abstract class WebhookEndpoints extends Repository<WebhookEndpoint> {
  abstract remove(id: string): Promise<void>;
}
