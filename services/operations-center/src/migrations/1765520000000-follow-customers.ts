import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'outcome_purchase',
    {
      ...{ id: column.primary(column.varchar(120)), customerId: column.ref(), countsAs: column.ref() },
      ...{ product: column.varchar(64), amount: column.nullable(column.bigint()) },
      ...{ currency: column.nullable(column.varchar(3)), boughtAt: column.bigint() },
    },
    [{ columns: ['boughtAt'] }, { columns: ['customerId'] }, { columns: ['countsAs', 'boughtAt'] }],
  ),
  table(
    'outcome_customer',
    { ...{ id: column.id(), since: column.nullable(column.bigint()) }, dueAt: column.nullable(column.bigint()) },
    [{ columns: ['dueAt'] }],
  ),
  table('outcome_customer_group', {
    customerId: column.primary(column.ref()),
    dimension: column.primary(column.varchar(16)),
    code: column.primary(column.varchar(64)),
  }),
];

/** Customers that came before are asked about, too. */
export class FollowCustomers1765520000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
    const name = (column: string) => runner.connection.driver.escape(column);
    const columns = [name('id'), name('dueAt')].join(', ');
    await runner.query(
      `INSERT INTO outcome_customer (${columns}) SELECT DISTINCT ${name('countsAs')}, 0 FROM outcome WHERE ${name('countsAs')} IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of TABLES.toReversed()) await runner.dropTable(name);
  }
}
