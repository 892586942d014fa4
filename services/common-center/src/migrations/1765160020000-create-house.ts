import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Announcements, surveys, feature flags and dictionaries. */
const TABLES = [
  table(
    'announcement',
    {
      id: column.id(),
      version: column.int(),
      title: column.varchar(200),
      body: column.text(),
      audience: column.json(),
      priority: column.varchar(16),
      mustConfirm: column.flag(),
      state: column.varchar(16),
      validFrom: column.time(),
      validUntil: column.nullable(column.time()),
      tellAt: column.nullable(column.time()),
      recipients: column.int(),
      writtenBy: column.varchar(64),
      createdAt: column.time(),
    },
    [{ columns: ['state', 'id'] }, { columns: ['tellAt'] }],
  ),
  table(
    'announcement_receipt',
    {
      announcementId: column.primary(column.ref()),
      personId: column.primary(column.ref()),
      readAt: column.time(),
      confirmedAt: column.nullable(column.time()),
    },
    [{ columns: ['announcementId', 'confirmedAt'] }],
  ),
  table(
    'survey',
    {
      id: column.id(),
      version: column.int(),
      title: column.varchar(200),
      kind: column.varchar(8),
      questions: column.json(),
      audience: column.json(),
      isAnonymous: column.flag(),
      fewestReplies: column.int(),
      state: column.varchar(8),
      opensAt: column.nullable(column.time()),
      closesAt: column.nullable(column.time()),
      invited: column.nullable(column.int()),
      replies: column.int(),
      salt: column.varchar(64),
      createdAt: column.time(),
    },
    [{ columns: ['state', 'id'] }],
  ),
  table(
    'survey_reply',
    {
      id: column.id(),
      surveyId: column.ref(),
      replyKey: column.varchar(64),
      respondentId: column.nullable(column.varchar(64)),
      at: column.nullable(column.time()),
      answers: column.json(),
    },
    [{ columns: ['surveyId', 'replyKey'], unique: true }, { columns: ['surveyId', 'id'] }],
  ),
  table('survey_tally', {
    surveyId: column.primary(column.ref()),
    questionId: column.primary(column.varchar(40)),
    score: column.primary(column.int()),
    times: column.int(),
  }),
  table(
    'feature_flag',
    {
      id: column.id(),
      version: column.int(),
      name: column.varchar(60),
      description: column.varchar(500),
      isOn: column.flag(),
      percent: column.int(),
      people: column.json(),
      roles: column.json(),
      updatedAt: column.time(),
    },
    [{ columns: ['name'], unique: true }],
  ),
  table(
    'feature_flag_change',
    {
      id: column.id(),
      flagId: column.ref(),
      by: column.varchar(64),
      at: column.time(),
      before: column.nullable(column.json()),
      after: column.nullable(column.json()),
    },
    [{ columns: ['flagId', 'id'] }],
  ),
  table(
    'dictionary',
    {
      id: column.id(),
      version: column.int(),
      code: column.varchar(60),
      name: column.varchar(120),
      latest: column.int(),
    },
    [{ columns: ['code'], unique: true }],
  ),
  table('dictionary_edition', {
    dictionaryId: column.primary(column.ref()),
    number: column.primary(column.int()),
    entries: column.json(),
    by: column.varchar(64),
    at: column.time(),
  }),
];

export class CreateHouse1765160020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
