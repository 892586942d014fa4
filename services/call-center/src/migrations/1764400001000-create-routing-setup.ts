import { aggregateColumns, column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const name = column.varchar(120);
const ONE_OF_A_NAME = [{ columns: ['name'], unique: true }];
const ONE_OF_A_CODE = [{ columns: ['code'], unique: true }];

const TABLES = [
  table('skill', { ...aggregateColumns, code: column.varchar(64), label: name }, ONE_OF_A_CODE),
  table('team', { ...aggregateColumns, name, tier: column.varchar(16) }, ONE_OF_A_NAME),
  table(
    'not_ready_reason',
    {
      ...aggregateColumns,
      code: column.varchar(32),
      label: name,
      needsApproval: column.flag(),
      productive: column.flag(),
    },
    ONE_OF_A_CODE,
  ),
  table('routing_plan', { ...aggregateColumns, name, steps: column.json() }, ONE_OF_A_NAME),
  table('routing_plan_version', {
    planId: column.primary(column.ref()),
    version: column.primary(column.int()),
    at: column.time(),
    steps: column.json(),
  }),
  table(
    'queue',
    {
      ...aggregateColumns,
      name,
      channels: column.json(),
      planId: column.nullable(column.ref()),
      definition: column.json(),
    },
    [...ONE_OF_A_NAME, { columns: ['planId'] }],
  ),
  table(
    'routing_profile',
    { ...aggregateColumns, name, queues: column.json(), capacity: column.json(), ownWorkKeepsIdle: column.flag() },
    ONE_OF_A_NAME,
  ),
  table(
    'agent_assignment',
    {
      ...aggregateColumns,
      teamId: column.nullable(column.ref()),
      profileId: column.nullable(column.ref()),
      skills: column.json(),
    },
    [{ columns: ['teamId'] }, { columns: ['profileId'] }],
  ),
];

export class CreateRoutingSetup1764400001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
