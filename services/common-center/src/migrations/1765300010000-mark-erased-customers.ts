import { column, tableColumn } from '#libs/persistence/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MarkErasedCustomers1765300010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('customer', tableColumn('erasedAt', column.nullable(column.time())));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('customer', 'erasedAt');
  }
}
