import { column, table, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const DISCARDED = table(
  'process_discarded_message',
  {
    id: column.id(),
    name: column.varchar(255),
    correlationKey: column.varchar(255),
    reason: column.varchar(16),
    at: column.time(),
  },
  [{ columns: ['name', 'id'] }, { columns: ['at'] }],
);
const KEPT = tableColumn('kept', column.nullable(column.flag()));

export class RecordDiscardedMessages1764350000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(DISCARDED.clone());
    await runner.addColumn('process_message', KEPT.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('process_message', 'kept');
    await runner.dropTable(DISCARDED.name);
  }
}
