import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table('customer_label', {
    dimension: column.primary(column.varchar(16)),
    code: column.primary(column.varchar(40)),
    title: column.varchar(120),
    inverse: column.nullable(column.varchar(40)),
  }),
  table(
    'customer_relation',
    {
      fromId: column.primary(column.ref()),
      toId: column.primary(column.ref()),
      kind: column.primary(column.varchar(40)),
    },
    [{ columns: ['toId'] }],
  ),
  table('household', {
    id: column.id(),
    version: column.int(),
    headId: column.nullable(column.ref()),
    updatedAt: column.time(),
  }),
  table('household_member', { customerId: column.primary(column.ref()), householdId: column.ref() }, [
    { columns: ['householdId'] },
  ]),
];

export class AddCustomerRelations1765110010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
