import { column, journalColumns, table, tableColumn, tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = [
  tableColumn('tags', column.nullable(column.json())),
  tableColumn('personal', column.nullable(column.json())),
  tableColumn('personalKey', column.nullable(column.varchar(16))),
  tableColumn('mergedInto', column.nullable(column.ref())),
];
const BY_KEY = tableIndex('customer', { columns: ['personalKey'] });

const TABLES = [
  table(
    'customer_identifier',
    {
      lookup: column.primary(column.varchar(64)),
      customerId: column.primary(column.ref()),
      type: column.varchar(16),
      tail: column.nullable(column.varchar(64)),
      claim: column.nullable(column.varchar(64)),
    },
    [{ columns: ['claim'], unique: true }, { columns: ['tail', 'customerId'] }, { columns: ['customerId'] }],
  ),
  table('customer_tag', { tag: column.primary(column.varchar(40)), customerId: column.primary(column.ref()) }, [
    { columns: ['customerId'] },
  ]),
  table('customer_journal', journalColumns, [{ columns: ['aggregateId', 'id'] }]),
];

/** The rows that are there are sealed in the background: `SealingRounds`. */
export class SealCustomers1765110000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of COLUMNS) await runner.addColumn('customer', each.clone());
    await runner.createIndex('customer', BY_KEY.clone());
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
    await runner.dropIndex('customer', BY_KEY.name!);
    for (const each of COLUMNS.toReversed()) await runner.dropColumn('customer', each.name);
  }
}
