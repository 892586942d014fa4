import { column, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TRIAL = 'inspection_trial';
const ATTEMPTS = tableColumn('attempts', column.nullable(column.int()));

export class GiveTrialsUp1765420030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn(TRIAL, ATTEMPTS.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn(TRIAL, ATTEMPTS.name);
  }
}
