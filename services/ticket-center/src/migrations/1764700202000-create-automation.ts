import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const text = {
  name: column.varchar(120),
  position: column.int(),
  active: column.flag(),
  text: column.json(),
  changedBy: column.varchar(64),
  changedAt: column.time(),
};
const texts = (name: string) => [
  table(name, { id: column.id(), version: column.int(), ...text }, [{ columns: ['name'], unique: true }]),
  table(`${name}_version`, { id: column.id(), version: column.primary(column.int()), ...text }),
];

const TABLES = [
  ...texts('automation_rule'),
  ...texts('macro'),
  table(
    'automation_run',
    {
      id: column.id(),
      ticketId: column.ref(),
      trigger: column.varchar(32),
      cause: column.ref(),
      root: column.ref(),
      depth: column.int(),
      at: column.time(),
      lookedAt: column.int(),
      matched: column.int(),
      looks: column.json(),
      stoppedBy: column.nullable(column.ref()),
      tookMs: column.int(),
    },
    [{ columns: ['ticketId', 'id'] }, { columns: ['at'] }],
  ),
  table(
    'automation_firing',
    {
      rule: column.primary(column.ref()),
      run: column.primary(column.ref()),
      ticketId: column.ref(),
      root: column.ref(),
      at: column.time(),
    },
    [{ columns: ['rule', 'ticketId', 'at'] }, { columns: ['ticketId', 'root'] }, { columns: ['at'] }],
  ),
  table(
    'automation_call',
    {
      id: column.id(),
      ticketId: column.ref(),
      connector: column.varchar(64),
      action: column.varchar(120),
      arguments: column.json(),
      orderedBy: column.varchar(64),
      state: column.varchar(12),
      result: column.nullable(column.json()),
      requestedAt: column.time(),
    },
    [{ columns: ['ticketId', 'id'] }],
  ),
];

export class CreateAutomation1764700202000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
