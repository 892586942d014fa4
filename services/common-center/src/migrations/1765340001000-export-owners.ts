import { column, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is written for somebody is what they may see. */
export class ExportOwners1765340001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('customer_export', tableColumn('owner', column.nullable(column.json())));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('customer_export', 'owner');
  }
}
