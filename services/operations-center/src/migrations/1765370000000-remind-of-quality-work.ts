import { column, tableColumn, tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['evaluation', 'coaching_task', 'calibration_session'];
const WHEN = tableColumn('remindAt', column.nullable(column.time()));

/** Of what is awaited by now it is told when it is late. */
export class RemindOfQualityWork1765370000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const name of TABLES) {
      await runner.addColumn(name, WHEN.clone());
      await runner.createIndex(name, tableIndex(name, { columns: [WHEN.name] }));
    }
    await runner.query("UPDATE evaluation SET remindAt = dueAt WHERE state IN ('assigned', 'appealed')");
    await runner.query('UPDATE coaching_task SET remindAt = dueAt WHERE doneAt IS NULL');
    await runner.query("UPDATE calibration_session SET remindAt = dueAt WHERE state = 'open'");
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of TABLES) {
      await runner.dropIndex(name, tableIndex(name, { columns: [WHEN.name] }));
      await runner.dropColumn(name, WHEN.name);
    }
  }
}
