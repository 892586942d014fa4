import { domainError } from '#libs/kernel/domain-error';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import {
  WebhookAttemptSchema,
  WebhookDeliverySchema,
  type WebhookDeliveryRow,
} from '../infra/webhook-delivery.schema.js';
import type { DeliveriesQuery, DeliveryDetailView } from '../webhook.dto.js';

export class WebhookDeliveryNotFound extends domainError('webhook-delivery-not-found', 'not-found') {}

type DeliveryView = Omit<DeliveryDetailView, 'body' | 'history'>;

/** What was and is to be sent. */
@Injectable()
export class DeliveryQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(endpointId: string, { limit, cursor, state }: DeliveriesQuery): Promise<Page<DeliveryView>> {
    const before = cursor === undefined ? undefined : decodeCursor(cursor, 1)[0];
    const where = { endpointId, ...(state && { state }), ...(before !== undefined && { id: LessThan(before) }) };
    const db = await this.database.reader();
    const rows = await db.find(WebhookDeliverySchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map(viewOf), next };
  }

  /** @throws WebhookDeliveryNotFound */
  async get(id: string): Promise<DeliveryDetailView> {
    const db = await this.database.reader();
    const row = await db.findOneBy(WebhookDeliverySchema, { id });
    if (!row) throw new WebhookDeliveryNotFound('There is no such delivery.', { id });
    const attempts = await db.find(WebhookAttemptSchema, { where: { deliveryId: id }, order: { id: 'ASC' } });
    return {
      ...viewOf(row),
      body: row.body,
      history: attempts.map((attempt) => ({ ...attempt, at: attempt.at.toISOString() })),
    };
  }
}

function viewOf({ dueAt, createdAt, finishedAt, ...row }: WebhookDeliveryRow): DeliveryView {
  return {
    ...row,
    dueAt: dueAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
