import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const SCORES = table(
  'quality_machine_score',
  {
    ...{ id: column.id(), subjectKind: column.varchar(8), subjectId: column.ref(), scorecardId: column.ref() },
    ...{ scorecardVersion: column.int(), agentId: column.nullable(column.varchar(64)) },
    ...{ teamId: column.nullable(column.ref()), channel: column.varchar(16), finishedAt: column.time() },
    ...{ scoredAt: column.time(), revision: column.int(), score: column.nullable(column.int()) },
    ...{ passed: column.flag(), fatalMissed: column.flag(), answered: column.int(), asked: column.int() },
    ...{ items: column.json(), former: column.json() },
  },
  [
    { columns: ['subjectId', 'scorecardId'], unique: true },
    { columns: ['finishedAt'] },
    { columns: ['agentId', 'finishedAt'] },
  ],
);

export class CreateMachineScores1765350020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(SCORES.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(SCORES.name);
  }
}
