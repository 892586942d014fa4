import { column, table } from '#libs/persistence/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'training_learner',
    {
      agentId: column.primary(column.varchar(64)),
      teamId: column.nullable(column.varchar(64)),
      profileId: column.nullable(column.varchar(64)),
      toldAt: column.time(),
    },
    [{ columns: ['teamId', 'agentId'] }],
  ),
];

export class CreateTraining1765207100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
