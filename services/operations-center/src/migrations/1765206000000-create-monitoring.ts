import { aggregateColumns, column, journalColumns, table, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'monitor_board',
    {
      id: column.id(),
      version: column.int(),
      name: column.varchar(64),
      kind: column.varchar(16),
      widgets: column.json(),
      ownerId: column.nullable(column.varchar(64)),
      changedBy: column.varchar(64),
      changedAt: column.time(),
    },
    [{ columns: ['ownerId', 'name'] }],
  ),
  table('monitor_board_version', {
    boardId: column.primary(column.ref()),
    version: column.primary(column.int()),
    name: column.varchar(64),
    widgets: column.json(),
    changedBy: column.varchar(64),
    changedAt: column.time(),
  }),
  table(
    'monitor_threshold',
    {
      id: column.id(),
      version: column.int(),
      name: column.varchar(64),
      severity: column.varchar(16),
      watched: column.json(),
      levels: column.json(),
      quietHours: column.nullable(column.json()),
      steps: column.json(),
      isActive: column.flag(),
      changedBy: column.varchar(64),
      changedAt: column.time(),
      standing: column.json(),
    },
    [{ columns: ['name'], unique: true }],
  ),
  table(
    'monitor_alert',
    {
      ...aggregateColumns,
      cause: column.varchar(80),
      name: column.varchar(64),
      severity: column.varchar(16),
      figure: column.nullable(column.varchar(64)),
      scopeKind: column.varchar(16),
      scopeId: column.varchar(64),
      steps: column.json(),
      state: column.varchar(16),
      openOf: column.nullable(column.varchar(80)),
      value: column.nullable(column.json()),
      firstRaisedAt: column.time(),
      raisedAt: column.time(),
      nextStep: column.int(),
      timesAgain: column.int(),
      snoozedUntil: column.nullable(column.time()),
      acknowledgedBy: column.nullable(column.varchar(64)),
      clearedAt: column.nullable(column.time()),
      dueAt: column.nullable(column.time()),
    },
    [
      { columns: ['openOf'], unique: true },
      { columns: ['cause', 'id'] },
      { columns: ['state', 'id'] },
      { columns: ['dueAt'] },
    ],
  ),
  table('monitor_alert_journal', journalColumns, [{ columns: ['aggregateId', 'id'] }]),
  table(
    'monitor_interface_alarm',
    {
      interfaceId: column.primary(column.ref()),
      metric: column.primary(column.varchar(32)),
      name: column.varchar(128),
      isRaised: column.flag(),
      threshold: column.varchar(32),
      value: column.nullable(column.varchar(32)),
      toldAt: column.time(),
    },
    [{ columns: ['isRaised', 'name'] }],
  ),
  table('monitor_site', {
    id: column.id(),
    version: column.int(),
    name: column.varchar(64),
    teamIds: column.json(),
  }),
  table('monitor_reconciliation', {
    date: column.primary(column.varchar(10)),
    at: column.time(),
    contacts: column.int(),
    differences: column.int(),
    remaining: column.int(),
    settledAt: column.nullable(column.time()),
    sample: column.json(),
  }),
];

const OWNERS = ['assigneeId', 'assigned', 'teamId', 'teamed'];

export class CreateMonitoring1765206000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
    const columns = OWNERS.map((name) => tableColumn(name, column.nullable(column.varchar(64))));
    await runner.addColumns('board_ticket', columns);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('board_ticket', OWNERS);
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
