import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const time = () => column.nullable(column.bigint());

const TABLES = [
  table(
    'outcome',
    {
      ...{ id: column.id(), kind: column.varchar(8), channel: column.nullable(column.varchar(16)) },
      direction: column.nullable(column.varchar(8)),
      ...{ openedAt: time(), queuedAt: time(), askedAt: time(), repliedAt: time(), endedAt: time() },
      ...{ sessionFrom: time(), sessionTo: time(), solvedAt: time(), reopenedAt: time(), mergedAt: time() },
      ...{ customerId: column.nullable(column.ref()), customerAt: time() },
      ...{ agentId: column.nullable(column.varchar(64)), agentAt: time() },
      ...{ teamId: column.nullable(column.varchar(64)), teamAt: time() },
      ...{ topic: column.nullable(column.varchar(64)), topicAt: time() },
      ...{ score: column.nullable(column.int()), scoredAt: time() },
    },
    [{ columns: ['openedAt'] }, { columns: ['agentId', 'openedAt'] }, { columns: ['customerId', 'openedAt'] }],
  ),
  table('outcome_person', { id: column.primary(column.varchar(64)), since: column.bigint() }),
  table('outcome_settings', {
    ...{ id: column.id(), version: column.int(), firstContactDays: column.int(), experiencedAfterMonths: column.int() },
  }),
];

export class CreateOutcomes1765380000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
    await runner.query(
      "INSERT INTO outcome_settings (id, version, firstContactDays, experiencedAfterMonths) VALUES ('tenant', 1, 7, 6)",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of TABLES.toReversed()) await runner.dropTable(name);
  }
}
