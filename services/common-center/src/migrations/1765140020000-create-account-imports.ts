import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'account_import',
    {
      id: column.id(),
      status: column.varchar(8),
      dryRun: column.flag(),
      orderer: column.json(),
      total: column.int(),
      orderedAt: column.time(),
      endedAt: column.nullable(column.time()),
    },
    [{ columns: ['status', 'id'] }],
  ),
  table(
    'account_import_line',
    {
      importId: column.primary(column.ref()),
      line: column.primary(column.int()),
      person: column.nullable(column.json()),
      outcome: column.varchar(8),
      accountId: column.nullable(column.ref()),
      code: column.nullable(column.varchar(64)),
      field: column.nullable(column.varchar(32)),
    },
    [{ columns: ['importId', 'outcome', 'line'] }],
  ),
];

export class CreateAccountImports1765140020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
