import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = table(
  'process_start',
  {
    definition: column.primary(column.varchar(255)),
    node: column.primary(column.varchar(255)),
    version: column.int(),
    kind: column.varchar(8),
    name: column.varchar(255),
    timer: column.nullable(column.json()),
    partitionNo: column.int(),
    due: column.time(),
    claim: column.nullable(column.ref()),
    claimedUntil: column.time(),
    claims: column.int(),
  },
  [{ columns: ['kind', 'name'] }, { columns: ['partitionNo', 'due'] }],
);

export class CreateProcessStarts1764000600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(TABLE.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(TABLE.name);
  }
}
