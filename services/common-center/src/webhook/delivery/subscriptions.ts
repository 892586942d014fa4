import { eventContracts } from '#libs/contracts/event-catalogue';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { TenantMemory } from '#libs/persistence/tenant/tenant-memory';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { WebhookEndpointSchema } from '../infra/webhook-endpoint.schema.js';
import { SubscriptionIndex } from './subscription-index.js';

/** The active endpoints of each tenant. Asked for with every event, so it is known by heart; a process hears of changes elsewhere within five seconds. */
@Injectable()
export class Subscriptions {
  readonly #memory: TenantMemory<SubscriptionIndex>;

  constructor(
    private readonly database: Database,
    clock: Clock,
  ) {
    this.#memory = new TenantMemory(clock, () => this.#load());
  }

  index(): Promise<SubscriptionIndex> {
    return this.#memory.get();
  }

  forget(tenantId: string): void {
    this.#memory.forget(tenantId);
  }

  async #load(): Promise<SubscriptionIndex> {
    const db = await this.database.reader();
    const active = await db.findBy(WebhookEndpointSchema, { disabledBecause: IsNull() });
    const subscriptions = active.map(({ id, eventTypes }) => ({ endpointId: id, eventTypes }));
    return new SubscriptionIndex(subscriptions, [...eventContracts.keys()]);
  }
}
