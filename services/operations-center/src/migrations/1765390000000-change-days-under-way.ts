import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const CHANGES = table(
  'intraday_change',
  {
    ...{ id: column.id(), planningGroupId: column.ref(), digest: column.varchar(64), kind: column.varchar(24) },
    ...{ change: column.json(), status: column.varchar(8), appliedBy: column.varchar(64), appliedAt: column.time() },
  },
  [{ columns: ['digest'], unique: true }, { columns: ['planningGroupId', 'id'] }],
);

export class ChangeDaysUnderWay1765390000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(CHANGES.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(CHANGES.name);
  }
}
