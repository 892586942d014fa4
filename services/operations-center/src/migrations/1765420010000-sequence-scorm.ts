import { column, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = [
  ['training_scorm_package', tableColumn('activities', column.nullable(column.json()))],
  ['training_scorm_run', tableColumn('sequencing', column.nullable(column.json()))],
  ['training_scorm_run', tableColumn('kept', column.nullable(column.json()))],
] as const;

export class SequenceScorm1765420010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, added] of COLUMNS) await runner.addColumn(table, added.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, { name }] of COLUMNS.toReversed()) await runner.dropColumn(table, name);
  }
}
