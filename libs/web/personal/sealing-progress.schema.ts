import { column, table } from '#libs/persistence/rows/columns';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';

/** How far the rows of a table are sealed by a key. */
export interface SealingProgressRow {
  tableName: string;
  /** Of the key. */
  keyVersion: number;
  /** The last row that was looked at, by the columns of its primary key; null: none. */
  behind: Record<string, string | number> | null;
  /** How often all rows were looked at. */
  passes: number;
  /** When it goes on; null: there is nothing left to do for this key. */
  dueAt: Date | null;
}

const columns = {
  tableName: column.primary(column.varchar(64)),
  keyVersion: column.int(),
  behind: column.nullable(column.json()),
  passes: column.int(),
  dueAt: column.nullable(column.time()),
};

export const SealingProgressSchema = new EntitySchema<SealingProgressRow>({ name: 'sealing_progress', columns });

export class SealingProgress1765200001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table('sealing_progress', columns));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('sealing_progress');
  }
}
