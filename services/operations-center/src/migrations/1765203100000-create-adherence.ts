import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const REASONS =
  '{"work":["paperwork"],"break":["break"],"lunch":["meal"],"training":["training"],"meeting":["meeting"]}';

const TABLES = [
  table(
    'adherence_state',
    {
      agentId: column.primary(column.varchar(64)),
      seq: column.primary(column.int()),
      state: column.varchar(32),
      reason: column.nullable(column.varchar(64)),
      at: column.time(),
    },
    [{ columns: ['agentId', 'at'] }, { columns: ['at'] }],
  ),
  table(
    'adherence_exception',
    {
      id: column.id(),
      version: column.int(),
      agentId: column.varchar(64),
      startsAt: column.time(),
      endsAt: column.time(),
      countsAs: column.varchar(16),
      reason: column.varchar(64),
      approvedBy: column.varchar(64),
    },
    [{ columns: ['agentId', 'endsAt'] }],
  ),
  table('adherence_settings', {
    id: column.id(),
    version: column.int(),
    toleranceSeconds: column.int(),
    reasons: column.json(),
  }),
];

export class CreateAdherence1765203100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
    await runner.query(
      `INSERT INTO adherence_settings (id, version, toleranceSeconds, reasons) VALUES ('tenant', 1, 60, '${REASONS}')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
