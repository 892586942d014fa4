import { column, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = [
  tableColumn('demandBasis', column.nullable(column.json())),
  tableColumn('outdatedAt', column.nullable(column.time())),
];

export class BaseRostersOnForecasts1765320000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns(
      'roster',
      COLUMNS.map((each) => each.clone()),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns(
      'roster',
      COLUMNS.map(({ name }) => name),
    );
  }
}
