import { tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const INDEX = tableIndex('survey_reply', { columns: ['respondentId', 'id'] });

/** Replies are asked for by who gave them. */
export class IndexSurveyReplies1765460020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('survey_reply', INDEX.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('survey_reply', INDEX.clone());
  }
}
