import { column, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tickets lie with teams, whose agreements with each other have clocks of their own. */
export class AssignTeams1764700200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('ticket', tableColumn('teamId', column.nullable(column.varchar(64))));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('ticket', 'teamId');
  }
}
