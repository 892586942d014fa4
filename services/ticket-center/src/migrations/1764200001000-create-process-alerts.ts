import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'process_alert_rule',
    {
      id: column.id(),
      version: column.int(),
      name: column.varchar(64),
      watched: column.json(),
      recipients: column.json(),
      changedBy: column.varchar(64),
      changedAt: column.time(),
      alert: column.nullable(column.ref()),
      raisedAt: column.nullable(column.time()),
    },
    [{ columns: ['name'], unique: true }],
  ),
  table(
    'process_alert',
    {
      id: column.id(),
      rule: column.ref(),
      name: column.varchar(64),
      watched: column.json(),
      recipients: column.json(),
      measured: column.json(),
      state: column.varchar(8),
      raisedAt: column.time(),
      clearedAt: column.nullable(column.time()),
    },
    [{ columns: ['state', 'id'] }, { columns: ['rule', 'id'] }],
  ),
  table('process_alert_recipient', {
    recipient: column.primary(column.varchar(128)),
    alert: column.primary(column.ref()),
  }),
];

export class CreateProcessAlerts1764200001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
