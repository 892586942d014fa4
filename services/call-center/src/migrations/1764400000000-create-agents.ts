import { aggregateColumns, column, journalColumns, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'agent',
    {
      ...aggregateColumns,
      standing: column.varchar(32),
      standingReason: column.nullable(column.varchar(32)),
      state: column.varchar(32),
      reason: column.nullable(column.varchar(32)),
      since: column.time(),
      changes: column.int(),
      readySince: column.nullable(column.time()),
      lastHandledEnd: column.nullable(column.time()),
      next: column.nullable(column.json()),
      request: column.nullable(column.json()),
      hands: column.json(),
      dueAt: column.nullable(column.time()),
    },
    [{ columns: ['state', 'id'] }, { columns: ['dueAt'] }],
  ),
  table('agent_journal', journalColumns, [{ columns: ['aggregateId', 'id'] }]),
  table('agent_engagement', { contactId: column.primary(column.ref()), agentId: column.primary(column.ref()) }, [
    { columns: ['agentId'] },
  ]),
  table(
    'agent_state_change',
    {
      agentId: column.primary(column.ref()),
      seq: column.primary(column.int()),
      state: column.varchar(32),
      reason: column.nullable(column.varchar(32)),
      at: column.time(),
    },
    [{ columns: ['agentId', 'at'] }],
  ),
  table(
    'agent_presence',
    { agentId: column.primary(column.ref()), presence: column.varchar(16), leaseUntil: column.time() },
    [{ columns: ['presence', 'leaseUntil'] }],
  ),
];

export class CreateAgents1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
