import type { Envelope } from '#libs/contracts/envelope';
import { webhookTestRequested } from '#libs/contracts/common-center/integration/webhook-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { WebhookDeliverySchema, type WebhookDeliveryRow } from '../infra/webhook-delivery.schema.js';
import { Subscriptions } from './subscriptions.js';

/** Puts every event on its way to whoever hears it. Where nobody does, no database is asked. */
@Injectable()
export class FanOut {
  constructor(
    private readonly subscriptions: Subscriptions,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** One delivery for each endpoint, however often the event comes. */
  async take(event: Envelope): Promise<void> {
    const endpoints = await this.#endpointsOf(event);
    if (endpoints.length === 0) return;
    await this.database.transaction(async (tx) => {
      const where = { eventId: event.id, endpointId: In([...endpoints]) };
      const known = await tx.find(WebhookDeliverySchema, { select: { endpointId: true }, where });
      const had = new Set(known.map(({ endpointId }) => endpointId));
      const missing = endpoints.filter((endpointId) => !had.has(endpointId));
      await insertRows(
        tx,
        WebhookDeliverySchema,
        missing.map((endpointId) => this.#row(endpointId, event)),
      );
    });
  }

  async #endpointsOf({ type, data }: Envelope): Promise<readonly string[]> {
    const index = await this.subscriptions.index();
    if (type !== webhookTestRequested.type) return index.endpointsOf(type);
    const { endpointId } = webhookTestRequested.data.parse(data);
    return index.has(endpointId) ? [endpointId] : [];
  }

  #row(endpointId: string, event: Envelope): WebhookDeliveryRow {
    const now = this.clock.now();
    const { id: eventId, type: eventType, subject } = event;
    const waiting = { state: 'waiting', attempts: 0, dueAt: now, createdAt: now, finishedAt: null } as const;
    return { id: newId(now), endpointId, eventId, eventType, subject, body: JSON.stringify(event), ...waiting };
  }
}
