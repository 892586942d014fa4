import { column, table, tableColumn, tableIndex } from '#libs/persistence/columns';
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
    for (const [name, options] of Object.entries(PLAN)) await runner.addColumn('plan', tableColumn(name, options));
    await runner.createIndex('plan', DUE);
    for (const [name, options] of Object.entries(TARGET))
      await runner.addColumn('plan_target', tableColumn(name, options));
    for (const index of TARGET_INDICES) await runner.createIndex('plan_target', index);
    await runner.createTable(SHARE.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(SHARE.name);
    for (const index of TARGET_INDICES) await runner.dropIndex('plan_target', index);
    for (const name of Object.keys(TARGET).toReversed()) await runner.dropColumn('plan_target', name);
    await runner.dropIndex('plan', DUE);
    for (const name of Object.keys(PLAN).toReversed()) await runner.dropColumn('plan', name);
  }
}
