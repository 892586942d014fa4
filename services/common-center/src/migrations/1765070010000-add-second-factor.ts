import { aggregateColumns, column, table, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table('authenticator', {
    ...aggregateColumns,
    sealedSecret: column.nullable(column.varchar(255)),
    confirmedAt: column.nullable(column.time()),
    lastStep: column.nullable(column.bigint()),
    recoveryHashes: column.json(),
  }),
  table('mfa_policy', { id: column.id(), everyone: column.flag(), roles: column.json(), version: column.int() }),
];
const SIGNS_FROM = tableColumn('signsFrom', column.nullable(column.time()));

export class AddSecondFactor1765070010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
    await runner.addColumn('signing_key', SIGNS_FROM.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('signing_key', SIGNS_FROM.name);
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
