import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table('planning_skill_mix', {
    id: column.id(),
    name: column.varchar(120),
    timeZone: column.varchar(64),
    intervalMinutes: column.int(),
    createdAt: column.time(),
  }),
  table(
    'planning_skill_pool',
    {
      id: column.id(),
      mixId: column.ref(),
      name: column.varchar(120),
      shrinkagePercent: column.int(),
      takes: column.json(),
    },
    [{ columns: ['mixId', 'id'] }],
  ),
  table(
    'planning_staffing_job',
    {
      id: column.id(),
      mixId: column.ref(),
      status: column.varchar(16),
      fromDate: column.varchar(10),
      toDate: column.varchar(10),
      done: column.int(),
      intervals: column.int(),
      attempt: column.int(),
      code: column.nullable(column.varchar(64)),
      orderedBy: column.varchar(64),
      orderedAt: column.time(),
      endedAt: column.nullable(column.time()),
    },
    [{ columns: ['status', 'id'] }, { columns: ['mixId', 'id'] }],
  ),
  table('planning_staffed_day', {
    mixId: column.primary(column.ref()),
    date: column.primary(column.varchar(10)),
    jobId: column.ref(),
    agents: column.json(),
    groups: column.json(),
  }),
];

export class CreateSkillMixes1765321000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
