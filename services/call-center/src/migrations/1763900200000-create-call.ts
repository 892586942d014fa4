import { aggregateColumns, column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'contact',
    {
      ...aggregateColumns,
      number: column.varchar(32),
      channel: column.varchar(16),
      direction: column.varchar(16),
      customerId: column.nullable(column.ref()),
      address: column.nullable(column.varchar(254)),
      taskId: column.nullable(column.ref()),
      agentId: column.nullable(column.varchar(64)),
      status: column.varchar(16),
      outcome: column.nullable(column.varchar(16)),
      startedAt: column.time(),
      connectedAt: column.nullable(column.time()),
      endedAt: column.nullable(column.time()),
    },
    [
      { columns: ['number'], unique: true },
      { columns: ['customerId', 'id'] },
      { columns: ['status', 'channel', 'id'] },
    ],
  ),
  table(
    'interaction_event',
    {
      ...aggregateColumns,
      number: column.varchar(32),
      type: column.varchar(32),
      topic: column.varchar(64),
      summary: column.text(),
      customerId: column.ref(),
      contactIds: column.json(),
      tickets: column.json(),
      status: column.varchar(16),
      outcome: column.nullable(column.varchar(16)),
      ruleId: column.nullable(column.ref()),
      answer: column.nullable(column.text()),
      recordedAt: column.time(),
      closedAt: column.nullable(column.time()),
    },
    [{ columns: ['number'], unique: true }, { columns: ['customerId', 'id'] }, { columns: ['status', 'id'] }],
  ),
  table(
    'interaction_event_contact',
    { contactId: column.primary(column.ref()), interactionEventId: column.primary(column.ref()) },
    [{ columns: ['interactionEventId'] }],
  ),
  table(
    'pre_check_rule',
    {
      ...aggregateColumns,
      position: column.int(),
      type: column.nullable(column.varchar(32)),
      topic: column.nullable(column.varchar(64)),
      answer: column.text(),
      active: column.flag(),
    },
    [{ columns: ['active', 'position', 'id'] }],
  ),
];

export class CreateCall1763900200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
