import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables every service has besides its own. */
const TABLES = [
  table('counter', { name: column.primary(column.varchar(64)), lastValue: column.int() }),
  table('lease', {
    name: column.primary(column.varchar(120)),
    owner: column.ref(),
    epoch: column.int(),
    beat: column.int(),
  }),
  table(
    'outbox',
    {
      id: column.id(),
      partitionNo: column.int(),
      topic: column.varchar(64),
      messageKey: column.ref(),
      body: column.text(),
      createdAt: column.time(),
    },
    [{ columns: ['createdAt', 'id'] }],
  ),
  table(
    'inbox',
    {
      consumer: column.primary(column.varchar(120)),
      messageId: column.primary(column.ref()),
      handledAt: column.time(),
    },
    [{ columns: ['handledAt'] }],
  ),
  table(
    'dead_letter',
    {
      id: column.id(),
      consumer: column.varchar(120),
      messageId: column.ref(),
      topic: column.varchar(64),
      messageKey: column.ref(),
      body: column.text(),
      reason: column.varchar(1000),
      attempts: column.int(),
      failedAt: column.time(),
    },
    [{ columns: ['consumer', 'messageId'], unique: true }],
  ),
  table(
    'idempotency',
    {
      id: column.primary(column.varchar(64)),
      fingerprint: column.varchar(64),
      answer: column.json(),
      createdAt: column.time(),
    },
    [{ columns: ['createdAt'] }],
  ),
];

export class ServiceTables1763900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
