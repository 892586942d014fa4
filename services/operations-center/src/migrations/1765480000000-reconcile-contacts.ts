import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const NIGHTS = table('monitor_contact_reconciliation', {
  ...{ date: column.primary(column.varchar(10)), at: column.time(), contacts: column.int() },
  ...{ differences: column.int(), remaining: column.int(), settledAt: column.nullable(column.time()) },
  sample: column.json(),
});

export class ReconcileContacts1765480000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(NIGHTS.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(NIGHTS.name);
  }
}
