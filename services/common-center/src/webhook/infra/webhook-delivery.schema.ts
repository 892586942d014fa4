import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export type DeliveryState = 'waiting' | 'delivered' | 'failed';

/** One event on its way to one endpoint. */
export interface WebhookDeliveryRow {
  id: string;
  endpointId: string;
  eventId: string;
  eventType: string;
  /** The event's. */
  subject: string;
  /** The envelope as it is sent. */
  body: string;
  state: DeliveryState;
  /** Since it was last put on its way. */
  attempts: number;
  /** null: it is not waiting. */
  dueAt: Date | null;
  createdAt: Date;
  finishedAt: Date | null;
}

export const WebhookDeliverySchema = new EntitySchema<WebhookDeliveryRow>({
  name: 'webhook_delivery',
  columns: {
    id: column.id(),
    endpointId: column.ref(),
    eventId: column.ref(),
    eventType: column.varchar(120),
    subject: column.varchar(64),
    body: column.text(),
    state: column.varchar(16),
    attempts: column.int(),
    dueAt: column.nullable(column.time()),
    createdAt: column.time(),
    finishedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('webhook_delivery', { columns: ['endpointId', 'eventId'], unique: true }),
    schemaIndex('webhook_delivery', { columns: ['endpointId', 'dueAt'] }),
    schemaIndex('webhook_delivery', { columns: ['endpointId', 'state', 'id'] }),
    schemaIndex('webhook_delivery', { columns: ['dueAt'] }),
    schemaIndex('webhook_delivery', { columns: ['finishedAt'] }),
  ],
});

export interface WebhookAttemptRow {
  id: string;
  deliveryId: string;
  at: Date;
  /** HTTP; null: there was no answer. */
  status: number | null;
  failure: string | null;
  /** The beginning of the answer. */
  answer: string;
  tookMs: number;
}

export const WebhookAttemptSchema = new EntitySchema<WebhookAttemptRow>({
  name: 'webhook_attempt',
  columns: {
    id: column.id(),
    deliveryId: column.ref(),
    at: column.time(),
    status: column.nullable(column.int()),
    failure: column.nullable(column.varchar(32)),
    answer: column.varchar(500),
    tookMs: column.int(),
  },
  indices: [
    schemaIndex('webhook_attempt', { columns: ['deliveryId', 'id'] }),
    schemaIndex('webhook_attempt', { columns: ['at'] }),
  ],
});
