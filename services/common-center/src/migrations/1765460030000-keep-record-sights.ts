import { column, table, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const HOURS = table(
  'read_hour',
  {
    accountId: column.primary(column.varchar(64)),
    hour: column.primary(column.time()),
    opens: column.int(),
    reads: column.int(),
  },
  [{ columns: ['hour'] }],
);
const SIGHTS = table(
  'record_sight',
  {
    id: column.id(),
    accountId: column.varchar(64),
    recordId: column.varchar(64),
    hour: column.time(),
    way: column.varchar(120),
    single: column.flag(),
  },
  [
    { columns: ['accountId', 'hour', 'recordId', 'single'], unique: true },
    { columns: ['recordId', 'id'] },
    { columns: ['accountId', 'id'] },
    { columns: ['hour'] },
  ],
);
const LIMITS = ['opensPerHour', 'readsPerDay'];

/** Who was shown whose record, once an hour, and how many that were. */
export class KeepRecordSights1765460030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of [HOURS, SIGHTS]) await runner.createTable(each.clone());
    for (const name of LIMITS)
      await runner.addColumn('reveal_policy', tableColumn(name, column.nullable(column.int())));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of LIMITS) await runner.dropColumn('reveal_policy', name);
    for (const each of [HOURS, SIGHTS]) await runner.dropTable(each.name);
  }
}
