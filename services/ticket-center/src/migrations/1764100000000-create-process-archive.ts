import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table('process_cold_chunk', {
    chunk: column.primary(column.ref()),
    part: column.primary(column.int()),
    sha256: column.varchar(64),
    bytes: column.bytes(),
  }),
  table(
    'process_cold_instance',
    {
      id: column.id(),
      definitionId: column.varchar(255),
      version: column.int(),
      businessKey: column.nullable(column.varchar(255)),
      rootInstance: column.ref(),
      state: column.varchar(16),
      status: column.nullable(column.varchar(120)),
      seq: column.int(),
      startedAt: column.time(),
      endedAt: column.nullable(column.time()),
      chunk: column.ref(),
      position: column.int(),
      bytes: column.int(),
    },
    [
      { columns: ['definitionId', 'version', 'state'] },
      { columns: ['businessKey'] },
      { columns: ['rootInstance'] },
      { columns: ['chunk'] },
    ],
  ),
];

export class CreateProcessArchive1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
