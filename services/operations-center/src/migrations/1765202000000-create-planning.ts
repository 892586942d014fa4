import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const VOLUMES = { contacts: column.json(), handledSeconds: column.nullable(column.json()) };
const GROUP_DATE = { groupId: column.primary(column.ref()), date: column.primary(column.varchar(10)) };

const TABLES = [
  table(
    'planning_group',
    {
      id: column.id(),
      version: column.int(),
      name: column.varchar(120),
      content: column.json(),
      updatedAt: column.time(),
    },
    [{ columns: ['name'], unique: true }],
  ),
  table('planning_volume_day', { ...GROUP_DATE, ...VOLUMES }),
  table(
    'planning_volume_import',
    {
      id: column.id(),
      groupId: column.ref(),
      status: column.varchar(8),
      days: column.int(),
      doneDays: column.int(),
      added: column.int(),
      changed: column.int(),
      unchanged: column.int(),
      badLines: column.json(),
      orderedBy: column.varchar(64),
      orderedAt: column.time(),
      endedAt: column.nullable(column.time()),
    },
    [{ columns: ['status', 'id'] }],
  ),
  table('planning_volume_waiting', {
    importId: column.primary(column.ref()),
    date: column.primary(column.varchar(10)),
    ...VOLUMES,
  }),
  table(
    'planning_forecast_job',
    {
      id: column.id(),
      groupId: column.ref(),
      status: column.varchar(16),
      fromDate: column.varchar(10),
      toDate: column.varchar(10),
      tried: column.int(),
      models: column.int(),
      attempt: column.int(),
      code: column.nullable(column.varchar(64)),
      versionId: column.nullable(column.ref()),
      orderedBy: column.varchar(64),
      orderedAt: column.time(),
      endedAt: column.nullable(column.time()),
    },
    [{ columns: ['status', 'id'] }, { columns: ['groupId', 'id'] }],
  ),
  table(
    'planning_forecast',
    {
      id: column.id(),
      version: column.int(),
      groupId: column.ref(),
      number: column.int(),
      fromDate: column.varchar(10),
      toDate: column.varchar(10),
      models: column.json(),
      uncertainty: column.json(),
      backTestDays: column.int(),
      historyFrom: column.varchar(10),
      historyTo: column.varchar(10),
      copyOf: column.nullable(column.ref()),
      publishedAt: column.nullable(column.time()),
      createdBy: column.varchar(64),
      createdAt: column.time(),
    },
    [{ columns: ['groupId', 'number'], unique: true }],
  ),
  table('planning_forecast_day', {
    versionId: column.primary(column.ref()),
    date: column.primary(column.varchar(10)),
    contacts: column.json(),
    handleSeconds: column.json(),
  }),
  table(
    'planning_forecast_edit',
    {
      id: column.id(),
      versionId: column.ref(),
      change: column.json(),
      reason: column.varchar(500),
      contacts: column.json(),
      editedBy: column.varchar(64),
      editedAt: column.time(),
    },
    [{ columns: ['versionId', 'id'] }],
  ),
  table(
    'planning_publication',
    {
      groupId: column.primary(column.ref()),
      week: column.primary(column.varchar(10)),
      versionId: column.ref(),
      publishedBy: column.varchar(64),
      publishedAt: column.time(),
    },
    [{ columns: ['versionId'] }],
  ),
];

export class CreatePlanning1765202000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
