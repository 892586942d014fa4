import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore, checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { currentContext, currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import type { WebhookEndpoint } from '../domain/webhook-endpoint.aggregate.js';
import { TooManyWebhookEndpoints, WebhookEndpointNotFound } from '../domain/webhook-endpoint.errors.js';
import { WebhookEndpoints } from '../domain/webhook-endpoint.repository.js';
import { Subscriptions } from '../delivery/subscriptions.js';
import { publishEndpoint } from './webhook-endpoint.outbox.js';
import { WebhookEndpointSchema } from './webhook-endpoint.schema.js';

/** Each is asked for what is due several times a second. */
const MOST = 50;

@Injectable()
export class TypeormWebhookEndpoints extends AggregateStore<WebhookEndpoint> implements WebhookEndpoints {
  constructor(
    database: Database,
    outbox: Outbox,
    clock: Clock,
    private readonly subscriptions: Subscriptions,
  ) {
    super(database, outbox, clock, {
      schema: WebhookEndpointSchema,
      notFound: (id) => new WebhookEndpointNotFound('There is no such endpoint.', { id }),
      publish: publishEndpoint,
    });
  }

  override async add(endpoint: WebhookEndpoint): Promise<void> {
    await this.database.transaction(async (tx) => {
      if ((await tx.count(WebhookEndpointSchema)) >= MOST)
        throw new TooManyWebhookEndpoints(`There are ${MOST} endpoints already.`);
      await super.add(endpoint);
      this.#forgetOnceCommitted();
    });
  }

  override update<Result>(id: string, change: (endpoint: WebhookEndpoint) => Result): Promise<Result> {
    return this.database.transaction(async () => {
      const result = await super.update(id, change);
      this.#forgetOnceCommitted();
      return result;
    });
  }

  /** What waits for it is sent no more; what was delivered stays on record. */
  async remove(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      checkPrecondition(await this.get(id));
      await tx.delete(WebhookEndpointSchema, { id });
      this.#forgetOnceCommitted();
    });
  }

  #forgetOnceCommitted(): void {
    const tenantId = currentTenant();
    currentContext()?.unitOfWork?.afterCommit(() => this.subscriptions.forget(tenantId));
  }
}
