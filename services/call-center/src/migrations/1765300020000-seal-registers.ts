import { column, table, tableColumn, tableIndex } from '#libs/persistence/rows/columns';
import { widenColumn } from '#libs/persistence/rows/widen-column';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const BY_KEY = {
  do_not_call: tableIndex('do_not_call', { columns: ['numberKey'] }),
  consent: tableIndex('consent', { columns: ['numberKey', 'purpose'] }),
  campaign_attempt: tableIndex('campaign_attempt', { columns: ['numberKey', 'placedAt'] }),
};

/** Who is not to be called, who agreed to be, and who was, by numbers that lie sealed. What is locked is locked by another key. */
export class SealRegisters1765300020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, index] of Object.entries(BY_KEY)) {
      await widenColumn(runner, name, 'number', column.varchar(128));
      await runner.addColumn(name, tableColumn('numberKey', column.nullable(column.varchar(32))));
      await runner.createIndex(name, index);
    }
    await locksOf(runner, 32);
  }

  async down(runner: QueryRunner): Promise<void> {
    await locksOf(runner, 20);
    for (const [name, index] of Object.entries(BY_KEY)) {
      await runner.dropIndex(name, index);
      await runner.dropColumn(name, 'numberKey');
      await widenColumn(runner, name, 'number', column.varchar(20));
    }
  }
}

async function locksOf(runner: QueryRunner, bytes: number): Promise<void> {
  await runner.dropTable('dialled_number');
  await runner.createTable(table('dialled_number', { number: column.primary(column.varchar(bytes)) }));
}
