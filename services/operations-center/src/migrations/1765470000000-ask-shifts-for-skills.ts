import { column, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AskShiftsForSkills1765470000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('roster_shift', tableColumn('skills', column.nullable(column.json())));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('roster_shift', 'skills');
  }
}
