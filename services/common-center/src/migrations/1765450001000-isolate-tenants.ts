import { column, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a tenant wants a server for itself; those that were there before share theirs. */
export class IsolateTenants1765450001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('tenant', tableColumn('isolation', column.nullable(column.varchar(16))));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('tenant', 'isolation');
  }
}
