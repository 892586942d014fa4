import { column, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const POOL = 'planning_skill_pool';
const PLANNED = tableColumn('plannedShrinkagePercent', column.nullable(column.int()));

export class SplitPoolShrinkage1765430000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn(POOL, PLANNED.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn(POOL, PLANNED.name);
  }
}
