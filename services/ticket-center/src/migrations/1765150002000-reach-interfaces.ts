import { column, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReachInterfaces1765150002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('connector', tableColumn('reaches', column.nullable(column.json())));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('connector', 'reaches');
  }
}
