import { aggregateColumns, column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table('webhook_endpoint', {
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
  }),
  table(
    'webhook_delivery',
    {
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
    [
      { columns: ['endpointId', 'eventId'], unique: true },
      { columns: ['endpointId', 'dueAt'] },
      { columns: ['endpointId', 'state', 'id'] },
      { columns: ['dueAt'] },
      { columns: ['finishedAt'] },
    ],
  ),
  table(
    'webhook_attempt',
    {
      id: column.id(),
      deliveryId: column.ref(),
      at: column.time(),
      status: column.nullable(column.int()),
      failure: column.nullable(column.varchar(32)),
      answer: column.varchar(500),
      tookMs: column.int(),
    },
    [{ columns: ['deliveryId', 'id'] }, { columns: ['at'] }],
  ),
];

export class CreateWebhooks1765050000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
