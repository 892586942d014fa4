import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table('recogniser_settings', {
    id: column.primary(column.varchar(16)),
    version: column.int(),
    enabled: column.flag(),
    baseUrl: column.varchar(500),
    model: column.varchar(100),
    language: column.nullable(column.varchar(35)),
    secret: column.nullable(column.text()),
  }),
  table(
    'recording_listening',
    {
      recordingId: column.primary(column.ref()),
      attempts: column.int(),
      dueAt: column.nullable(column.time()),
      problem: column.nullable(column.varchar(64)),
    },
    [{ columns: ['dueAt', 'recordingId'] }],
  ),
];

export class AskRecognisers1765330000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each.name);
  }
}
