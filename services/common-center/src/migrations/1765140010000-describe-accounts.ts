import { column, tableColumn, tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = [
  tableColumn('email', column.nullable(column.varchar(254))),
  tableColumn('phone', column.nullable(column.varchar(40))),
  tableColumn('locale', column.nullable(column.varchar(35))),
  tableColumn('externalId', column.nullable(column.varchar(190))),
  tableColumn('removedAt', column.nullable(column.time())),
];
const BY_EXTERNAL_ID = tableIndex('account', { columns: ['externalId'], unique: true });
const DATA_SCOPE = tableColumn('dataScope', column.nullable(column.varchar(16)));

export class DescribeAccounts1765140010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of COLUMNS) await runner.addColumn('account', each.clone());
    await runner.createIndex('account', BY_EXTERNAL_ID.clone());
    await runner.addColumn('role', DATA_SCOPE.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('role', DATA_SCOPE.name);
    await runner.dropIndex('account', BY_EXTERNAL_ID.name!);
    for (const each of COLUMNS.toReversed()) await runner.dropColumn('account', each.name);
  }
}
