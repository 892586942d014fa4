import { aggregateColumns, column, journalColumns, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table('ivr_flow', {
    ...aggregateColumns,
    name: column.varchar(120),
    draft: column.json(),
    problems: column.json(),
    savedBy: column.varchar(64),
    latest: column.int(),
    live: column.nullable(column.int()),
  }),
  table('ivr_flow_journal', journalColumns, [{ columns: ['aggregateId', 'id'] }]),
  table('ivr_flow_version', {
    flowId: column.primary(column.ref()),
    number: column.primary(column.int()),
    document: column.json(),
    publishedBy: column.varchar(64),
    publishedAt: column.time(),
    note: column.varchar(2_000),
  }),
  table('ivr_entry_point', { address: column.primary(column.varchar(120)), flowId: column.ref() }, [
    { columns: ['flowId'] },
  ]),
  table('ivr_connector', {
    name: column.primary(column.varchar(64)),
    baseUrl: column.nullable(column.varchar(500)),
    timeoutMs: column.int(),
  }),
  table(
    'ivr_session',
    {
      ...aggregateColumns,
      callId: column.varchar(120),
      contactId: column.ref(),
      customerId: column.nullable(column.ref()),
      flowId: column.ref(),
      flowVersion: column.int(),
      opening: column.json(),
      state: column.json(),
      steps: column.json(),
      effects: column.int(),
      asked: column.nullable(column.json()),
      exit: column.nullable(column.varchar(16)),
      exitNode: column.nullable(column.varchar(64)),
      contained: column.nullable(column.flag()),
      startedAt: column.time(),
      endedAt: column.nullable(column.time()),
    },
    [
      { columns: ['callId'], unique: true },
      { columns: ['contactId'] },
      { columns: ['endedAt', 'updatedAt'] },
      { columns: ['flowId', 'flowVersion', 'exit', 'exitNode'] },
    ],
  ),
  table(
    'ivr_node_count',
    {
      sessionId: column.primary(column.ref()),
      node: column.primary(column.varchar(64)),
      flowId: column.ref(),
      flowVersion: column.int(),
      visits: column.int(),
      exhausted: column.int(),
    },
    [{ columns: ['flowId', 'flowVersion', 'node'] }],
  ),
];

export class CreateIvr1764700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
