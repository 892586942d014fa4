import { column, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A supervised ticket stays open until its supervisor lets go of it, unless its type says otherwise. */
export class HoldSupervisedTickets1765020001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('ticket', tableColumn('supervisionHolds', column.nullable(column.flag())));
    await runner.addColumn('ticket_type', tableColumn('closesSupervised', column.nullable(column.flag())));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('ticket_type', 'closesSupervised');
    await runner.dropColumn('ticket', 'supervisionHolds');
  }
}
