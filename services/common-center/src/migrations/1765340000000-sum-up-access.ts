import { column, table, tableColumn, tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const HOURS = table(
  'access_hour',
  {
    accountId: column.primary(column.varchar(64)),
    hour: column.primary(column.time()),
    looks: column.int(),
    rows: column.int(),
  },
  [{ columns: ['hour'] }],
);
const BY_TIME = tableIndex('reveal', { columns: ['at'] });

interface Sum {
  readonly accountId: string;
  /** `2026-11-23 09` */
  readonly begun: string;
  readonly looks: number | string;
}

/** What an account usually looks at is known from sums, those of before among them. */
export class SumUpAccess1765340000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(HOURS.clone());
    await runner.createIndex('reveal', BY_TIME.clone());
    await runner.addColumn('reveal_alarm', tableColumn('told', column.nullable(column.int())));
    await runner.addColumn('reveal_policy', tableColumn('clientRowsPerDay', column.nullable(column.int())));
    const rows = runner.connection.driver.escape('rows');
    const sums = (await runner.query(
      `SELECT accountId, SUBSTR(at, 1, 13) AS begun, COUNT(*) AS looks FROM reveal
       WHERE ${rows} IS NULL GROUP BY accountId, SUBSTR(at, 1, 13)`,
    )) as Sum[];
    for (const { accountId, begun, looks } of sums)
      await runner.query(`INSERT INTO access_hour (accountId, hour, looks, ${rows}) VALUES (?, ?, ?, 0)`, [
        accountId,
        `${begun}:00:00.000`,
        Number(looks),
      ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('reveal_policy', 'clientRowsPerDay');
    await runner.dropColumn('reveal_alarm', 'told');
    await runner.dropIndex('reveal', BY_TIME.clone());
    await runner.dropTable('access_hour');
  }
}
