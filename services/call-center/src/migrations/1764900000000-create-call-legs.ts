import { aggregateColumns, column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const CALL_LEG = table(
  'call_leg',
  {
    ...aggregateColumns,
    contactId: column.ref(),
    role: column.varchar(16),
    agentId: column.nullable(column.varchar(64)),
    direction: column.varchar(16),
    bridgesTo: column.nullable(column.ref()),
    releases: column.nullable(column.ref()),
    startedAt: column.time(),
    state: column.varchar(16),
    since: column.time(),
    peerId: column.nullable(column.ref()),
    answerer: column.nullable(column.varchar(16)),
    endCause: column.nullable(column.varchar(16)),
    recordings: column.json(),
    collected: column.nullable(column.json()),
    lastOrder: column.nullable(column.varchar(32)),
  },
  [{ columns: ['contactId', 'id'] }, { columns: ['state', 'id'] }],
);

export class CreateCallLegs1764900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(CALL_LEG.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(CALL_LEG.name);
  }
}
