import { aggregateColumns, column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { WebhookEndpoint } from '../domain/webhook-endpoint.aggregate.js';
import type { DisabledBecause } from '../domain/webhook-endpoint.events.js';

/** An endpoint as it lies in its table, for queries. */
export interface WebhookEndpointRow {
  id: string;
  version: number;
  updatedAt: Date;
  url: string;
  description: string;
  eventTypes: string[];
  secret: string;
  formerSecret: string | null;
  formerSecretUntil: Date | null;
  disabledBecause: DisabledBecause | null;
  failingSince: Date | null;
  createdAt: Date;
}

export const WebhookEndpointSchema = new EntitySchema<WebhookEndpointRow>({
  name: 'WebhookEndpoint',
  tableName: 'webhook_endpoint',
  target: WebhookEndpoint,
  columns: {
    ...aggregateColumns,
    url: column.varchar(1000),
    description: column.varchar(200),
    eventTypes: column.json(),
    secret: column.varchar(255),
    formerSecret: column.nullable(column.varchar(255)),
    formerSecretUntil: column.nullable(column.time()),
    disabledBecause: column.nullable(column.varchar(16)),
    failingSince: column.nullable(column.time()),
    createdAt: column.time(),
  },
});
