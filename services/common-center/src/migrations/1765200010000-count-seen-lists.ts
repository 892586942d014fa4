import { column, tableColumn } from '#libs/persistence/rows/columns';
import { widenColumn } from '#libs/persistence/rows/widen-column';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CountSeenLists1765200010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await widenColumn(runner, 'reveal', 'recordId', column.varchar(120));
    await runner.addColumn('reveal', tableColumn('rows', column.nullable(column.int())));
    await runner.addColumn('reveal_policy', tableColumn('rowsPerDay', column.nullable(column.int())));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('reveal_policy', 'rowsPerDay');
    await runner.dropColumn('reveal', 'rows');
    await widenColumn(runner, 'reveal', 'recordId', column.varchar(64));
  }
}
