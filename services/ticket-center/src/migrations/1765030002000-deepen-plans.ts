import { column, table, tableColumn, tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const PLAN = { design: column.nullable(column.json()), releaseAt: column.nullable(column.time()) };
const DUE = tableIndex('plan', { columns: ['releaseAt'] });

const TARGET = {
  attributes: column.nullable(column.json()),
  segment: column.nullable(column.varchar(64)),
  state: column.nullable(column.varchar(16)),
  converted: column.nullable(column.int()),
  convertedValue: column.nullable(column.bigint()),
};
const TARGET_INDICES = [
  tableIndex('plan_target', { columns: ['planId', 'state', 'segment', 'id'] }),
  tableIndex('plan_target', { columns: ['planId', 'customerId'] }),
];

const SHARE = table('plan_share', {
  planId: column.primary(column.ref()),
  segment: column.primary(column.varchar(64)),
  personId: column.primary(column.varchar(64)),
  day: column.primary(column.varchar(10)),
  given: column.int(),
});

/** Plans have segments, and become tasks day by day. */
export class DeepenPlans1765030002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('plan', columnsOf(PLAN));
    await runner.createIndex('plan', DUE);
    await runner.addColumns('plan_target', columnsOf(TARGET));
    await runner.createIndices('plan_target', TARGET_INDICES);
    await runner.createTable(SHARE.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(SHARE.name);
    await runner.dropIndices('plan_target', TARGET_INDICES);
    await runner.dropColumns('plan_target', Object.keys(TARGET));
    await runner.dropIndex('plan', DUE);
    await runner.dropColumns('plan', Object.keys(PLAN));
  }
}

/** Together: SQLite makes the table anew for each change. */
function columnsOf(columns: Readonly<Record<string, Parameters<typeof tableColumn>[1]>>) {
  return Object.entries(columns).map(([name, options]) => tableColumn(name, options));
}
