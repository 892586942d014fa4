import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const CHECKS = table(
  'routing_check',
  {
    id: column.id(),
    from: column.time(),
    until: column.time(),
    status: column.varchar(16),
    events: column.int(),
    decisions: column.int(),
    difference: column.nullable(column.json()),
    startedAt: column.time(),
    finishedAt: column.nullable(column.time()),
  },
  [{ columns: ['status', 'id'] }],
);

export class CreateRoutingChecks1764600501000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(CHECKS.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(CHECKS.name);
  }
}
