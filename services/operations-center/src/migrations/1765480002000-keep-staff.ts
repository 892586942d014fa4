import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const STAFF = table(
  'training_staff',
  {
    ...{ personId: column.primary(column.varchar(64)), since: column.nullable(column.bigint()) },
    ...{ leftAt: column.nullable(column.bigint()), toldAt: column.bigint() },
  },
  [{ columns: ['leftAt'] }],
);

/** Since when people are there is known of outcomes already. */
export class KeepStaff1765480002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(STAFF.clone());
    const name = (column: string) => runner.connection.driver.escape(column);
    const columns = [name('personId'), name('since'), name('leftAt'), name('toldAt')].join(', ');
    await runner.query(
      `INSERT INTO ${STAFF.name} (${columns}) SELECT ${name('id')}, ${name('since')}, NULL, 0 FROM outcome_person`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(STAFF.name);
  }
}
