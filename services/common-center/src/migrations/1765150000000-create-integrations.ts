import { aggregateColumns, column, journalColumns, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'outside_interface',
    {
      ...aggregateColumns,
      code: column.varchar(64),
      name: column.varchar(120),
      draft: column.json(),
      problems: column.json(),
      savedBy: column.varchar(64),
      latest: column.int(),
      live: column.nullable(column.int()),
      mode: column.varchar(16),
    },
    [{ columns: ['code'], unique: true }],
  ),
  table('outside_interface_journal', journalColumns, [{ columns: ['aggregateId', 'id'] }]),
  table('outside_interface_version', {
    interfaceId: column.primary(column.ref()),
    number: column.primary(column.int()),
    document: column.json(),
    publishedBy: column.varchar(64),
    publishedAt: column.time(),
    note: column.varchar(2_000),
  }),
  table('interface_secret', {
    interfaceId: column.primary(column.ref()),
    name: column.primary(column.varchar(64)),
    sealed: column.text(),
    origins: column.json(),
    revision: column.int(),
    setBy: column.varchar(64),
    setAt: column.time(),
  }),
  table(
    'interface_call',
    {
      id: column.id(),
      interfaceId: column.ref(),
      operation: column.varchar(64),
      number: column.int(),
      mode: column.varchar(16),
      caller: column.varchar(16),
      traceId: column.varchar(32),
      at: column.time(),
      tookMs: column.int(),
      attempts: column.int(),
      status: column.nullable(column.int()),
      outcome: column.varchar(16),
      code: column.nullable(column.varchar(120)),
      cached: column.flag(),
      request: column.nullable(column.json()),
      answer: column.nullable(column.json()),
    },
    [
      { columns: ['interfaceId', 'id'] },
      { columns: ['interfaceId', 'operation', 'at', 'tookMs'] },
      { columns: ['at'] },
      { columns: ['traceId'] },
    ],
  ),
  table('interface_quota', {
    interfaceId: column.primary(column.ref()),
    windowStart: column.time(),
    used: column.int(),
  }),
  table(
    'interface_recording',
    {
      id: column.primary(column.varchar(64)),
      interfaceId: column.ref(),
      operation: column.varchar(64),
      recordedAt: column.time(),
      sealed: column.json(),
    },
    [{ columns: ['interfaceId', 'operation', 'id'] }],
  ),
  table(
    'interface_alarm',
    {
      interfaceId: column.primary(column.ref()),
      metric: column.primary(column.varchar(16)),
      raised: column.flag(),
      value: column.nullable(column.bigint()),
      threshold: column.bigint(),
      changedAt: column.time(),
    },
    [{ columns: ['raised'] }],
  ),
];

export class CreateIntegrations1765150000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
