import { column, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['planning_forecast_job', 'planning_forecast'];
const SOURCE_DAYS = tableColumn('sourceDays', column.nullable(column.json()));

export class WeighSourceDays1765390010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const name of TABLES) await runner.addColumn(name, SOURCE_DAYS.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of TABLES) await runner.dropColumn(name, SOURCE_DAYS.name);
  }
}
