import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'stored_file',
    {
      id: column.id(),
      name: column.varchar(200),
      uploadedBy: column.varchar(64),
      uploadedAt: column.time(),
      state: column.varchar(16),
      contentType: column.nullable(column.varchar(128)),
      bytes: column.nullable(column.int()),
      sha256: column.nullable(column.varchar(64)),
      scan: column.nullable(column.varchar(16)),
      scannedAt: column.nullable(column.time()),
      attempts: column.int(),
      dueAt: column.nullable(column.time()),
      uploadKey: column.nullable(column.varchar(64)),
    },
    [{ columns: ['uploadKey'], unique: true }, { columns: ['dueAt', 'id'] }, { columns: ['uploadedBy', 'id'] }],
  ),
];

export class CreateFiles1765160000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
