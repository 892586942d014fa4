import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table('process_payload', {
    instance: column.primary(column.ref()),
    sha256: column.primary(column.varchar(64)),
    bytes: column.int(),
    content: column.json(),
  }),
];

export class CreateProcessRecords1764000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
