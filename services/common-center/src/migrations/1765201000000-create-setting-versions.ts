import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const VERSIONS = table(
  'setting_version',
  {
    key: column.primary(column.varchar(120)),
    number: column.primary(column.int()),
    kind: column.varchar(16),
    state: column.varchar(16),
    content: column.json(),
    by: column.varchar(64),
    at: column.time(),
    reason: column.varchar(500),
  },
  [{ columns: ['state'] }],
);

/** What settings were, by whom and why. */
export class CreateSettingVersions1765201000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(VERSIONS.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(VERSIONS.name);
  }
}
