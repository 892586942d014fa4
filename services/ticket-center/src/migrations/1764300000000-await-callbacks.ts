import { column, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calls whose result is brought later. */
export class AwaitCallbacks1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('process_call', tableColumn('callbackUntil', column.nullable(column.time())));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('process_call', 'callbackUntil');
  }
}
