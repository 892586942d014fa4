import { column, tableColumn, tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const BY_MERGE = tableIndex('customer', { columns: ['mergedInto'] });

/** Who was erased, and who was merged into whom is looked up with every list of what is of a customer. */
export class MarkErasedCustomers1765300010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('customer', tableColumn('erasedAt', column.nullable(column.time())));
    await runner.createIndex('customer', BY_MERGE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('customer', BY_MERGE);
    await runner.dropColumn('customer', 'erasedAt');
  }
}
