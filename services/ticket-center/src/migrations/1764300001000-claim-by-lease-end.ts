import { tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['process_timer', 'process_call', 'process_outgoing', 'process_operation_item', 'process_start'];
const BY_DUE = { columns: ['partitionNo', 'due'] };
const BY_LEASE_END = { columns: ['partitionNo', 'claimedUntil', 'due'] };

/** Claimed rows lie behind those that are free: a backlog is not read through again for each claim. */
export class ClaimByLeaseEnd1764300001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await replace(runner, table, BY_DUE, BY_LEASE_END);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await replace(runner, table, BY_LEASE_END, BY_DUE);
  }
}

async function replace(runner: QueryRunner, table: string, old: typeof BY_DUE, next: typeof BY_DUE): Promise<void> {
  await runner.createIndex(table, tableIndex(table, next));
  await runner.dropIndex(table, tableIndex(table, old));
}
