import { column, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const CELL = ['rejected', 'missed', 'assisted', 'assistMs'];
const COLUMNS = { figure_cell: CELL, figure_line: ['assistMs'] };

export class CountRefusals1764900400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, names] of Object.entries(COLUMNS))
      await runner.addColumns(
        table,
        names.map((name) => tableColumn(name, { ...column.bigint(), default: 0 })),
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, names] of Object.entries(COLUMNS)) await runner.dropColumns(table, names);
  }
}
