import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const BREAKERS = table(
  'interface_breaker',
  {
    ...{ interfaceId: column.primary(column.ref()), process: column.primary(column.ref()) },
    ...{ state: column.varchar(16), changedAt: column.time() },
  },
  [{ columns: ['changedAt'] }],
);

export class KeepBreakers1765480001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(BREAKERS.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(BREAKERS.name);
  }
}
