import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const MODEL = table('recommendation_model', {
  subject: column.primary(column.varchar(16)),
  version: column.primary(column.int()),
  model: column.json(),
  serving: column.flag(),
  cases: column.int(),
  newestCaseId: column.ref(),
  trainedAt: column.time(),
  measures: column.json(),
});

const GIVEN = table(
  'recommendation',
  {
    id: column.id(),
    ticketId: column.nullable(column.ref()),
    givenTo: column.varchar(64),
    givenAt: column.time(),
    said: column.json(),
  },
  [{ columns: ['givenAt'] }],
);

const FEEDBACK = table(
  'recommendation_feedback',
  {
    recommendationId: column.primary(column.ref()),
    subject: column.primary(column.varchar(16)),
    modelVersion: column.int(),
    said: column.varchar(300),
    chosen: column.varchar(300),
    accepted: column.flag(),
    by: column.varchar(64),
    at: column.time(),
  },
  [{ columns: ['subject', 'modelVersion'] }],
);

export class CreateRecommendations1764900501000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of [MODEL, GIVEN, FEEDBACK]) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of [FEEDBACK, GIVEN, MODEL]) await runner.dropTable(name);
  }
}
