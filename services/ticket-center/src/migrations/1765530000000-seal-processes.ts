import { column } from '#libs/persistence/rows/columns';
import { widenColumn } from '#libs/persistence/rows/widen-column';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Characters before and after: sealed texts are longer. */
const WIDENED = [
  ['process_operation', 'reason', 2_000, 10_800],
  ['process_cold_chunk', 'sha256', 64, 140],
] as const;

export class SealProcesses1765530000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, name, , after] of WIDENED) await widenColumn(runner, table, name, column.varchar(after));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, name, before] of WIDENED) await widenColumn(runner, table, name, column.varchar(before));
  }
}
