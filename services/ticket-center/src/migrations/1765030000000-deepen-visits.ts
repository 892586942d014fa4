import { column, table, tableColumn, tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const VISIT = {
  area: column.nullable(column.varchar(64)),
  skills: column.nullable(column.json()),
  plannedOn: column.nullable(column.varchar(10)),
  proposal: column.nullable(column.json()),
  declines: column.nullable(column.json()),
  handovers: column.nullable(column.json()),
  appointedUntil: column.nullable(column.time()),
  wakeAt: column.nullable(column.time()),
  missed: column.nullable(column.int()),
  noShows: column.nullable(column.int()),
  arrivedAt: column.nullable(column.time()),
  place: column.nullable(column.json()),
  partsUsed: column.nullable(column.json()),
  partsOrdered: column.nullable(column.json()),
  code: column.nullable(column.json()),
  signature: column.nullable(column.json()),
  reason: column.nullable(column.varchar(64)),
};

const OVERDUE = tableIndex('visit', { columns: ['wakeAt'] });

const TABLES = [
  table('engineer', {
    id: column.primary(column.varchar(64)),
    areas: column.json(),
    skills: column.json(),
    calendar: column.varchar(120),
    timeZone: column.varchar(64),
    dailyCapacity: column.int(),
    active: column.flag(),
    version: column.int(),
  }),
  table('service_area', {
    code: column.primary(column.varchar(64)),
    name: column.varchar(120),
    version: column.int(),
  }),
  table('engineer_day', {
    engineerId: column.primary(column.varchar(64)),
    day: column.primary(column.varchar(10)),
    planned: column.int(),
  }),
  table('part', {
    code: column.primary(column.varchar(64)),
    name: column.varchar(200),
    unit: column.varchar(32),
    version: column.int(),
  }),
];

/** Visits are offered to engineers, appointed, worked and signed step by step. */
export class DeepenVisits1765030000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('visit', columnsOf(VISIT));
    await runner.createIndex('visit', OVERDUE);
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
    await runner.dropIndex('visit', OVERDUE);
    await runner.dropColumns('visit', Object.keys(VISIT));
  }
}

/** Together: SQLite makes the table anew for each change. */
function columnsOf(columns: Readonly<Record<string, Parameters<typeof tableColumn>[1]>>) {
  return Object.entries(columns).map(([name, options]) => tableColumn(name, options));
}
