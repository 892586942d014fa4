import { aggregateColumns, column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'organisation_team',
    {
      ...aggregateColumns,
      name: column.varchar(120),
      parentId: column.nullable(column.ref()),
      managerId: column.nullable(column.ref()),
      memberIds: column.json(),
      routingTeamId: column.nullable(column.varchar(64)),
      externalId: column.nullable(column.varchar(190)),
      removedAt: column.nullable(column.time()),
    },
    [{ columns: ['parentId', 'id'] }, { columns: ['managerId'] }, { columns: ['externalId'], unique: true }],
  ),
  table('organisation_member', { teamId: column.primary(column.ref()), accountId: column.primary(column.ref()) }, [
    { columns: ['accountId'] },
  ]),
  table(
    'delegation',
    {
      ...aggregateColumns,
      fromId: column.ref(),
      toId: column.ref(),
      roles: column.json(),
      withWork: column.flag(),
      beginsAt: column.time(),
      endsAt: column.time(),
      reason: column.nullable(column.varchar(300)),
      givenBy: column.ref(),
      createdAt: column.time(),
      endedAt: column.nullable(column.time()),
      endedBy: column.nullable(column.ref()),
    },
    [{ columns: ['toId', 'endsAt'] }, { columns: ['fromId', 'id'] }, { columns: ['endedAt', 'endsAt'] }],
  ),
];

export class CreateOrganisation1765140000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
