import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table('process_operation', {
    id: column.id(),
    action: column.json(),
    reason: column.varchar(2_000),
    operator: column.varchar(64),
    total: column.int(),
    stoppedAt: column.nullable(column.time()),
    orderedAt: column.time(),
  }),
  table(
    'process_operation_item',
    {
      operation: column.primary(column.ref()),
      instance: column.primary(column.ref()),
      state: column.varchar(16),
      problem: column.nullable(column.json()),
      partitionNo: column.int(),
      due: column.time(),
      claim: column.nullable(column.ref()),
      claimedUntil: column.time(),
      claims: column.int(),
    },
    [{ columns: ['partitionNo', 'due'] }, { columns: ['operation', 'state', 'instance'] }],
  ),
];

export class CreateProcessOperations1764000500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
