import { column, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReachInterfaces1765150003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('ivr_connector', tableColumn('reaches', column.nullable(column.json())));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('ivr_connector', 'reaches');
  }
}
