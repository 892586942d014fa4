import { aggregateColumns, column, table, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = [
  tableColumn('terms', column.nullable(column.json())),
  tableColumn('server', column.nullable(column.varchar(31))),
  tableColumn('moving', column.nullable(column.varchar(16))),
  tableColumn('jobId', column.nullable(column.ref())),
  tableColumn('leaving', column.nullable(column.json())),
];

const TABLES = [
  table(
    'tenant_job',
    {
      ...aggregateColumns,
      tenantId: column.ref(),
      kind: column.varchar(16),
      order: column.json(),
      step: column.varchar(16),
      state: column.varchar(16),
      results: column.json(),
      reason: column.nullable(column.varchar(500)),
      startedAt: column.time(),
      endedAt: column.nullable(column.time()),
      heldAt: column.nullable(column.time()),
      readOnlyMs: column.nullable(column.int()),
    },
    [{ columns: ['state', 'id'] }, { columns: ['tenantId', 'id'] }],
  ),
  table('tenant_plan', {
    name: column.primary(column.varchar(64)),
    version: column.int(),
    packs: column.nullable(column.json()),
    quotas: column.json(),
  }),
];

export class AddTenantLife1765130000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns(
      'tenant',
      COLUMNS.map((each) => each.clone()),
    );
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
    await runner.dropColumns(
      'tenant',
      COLUMNS.map((each) => each.clone()),
    );
  }
}
