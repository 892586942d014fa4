import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const DRAFT = table(
  'form_draft',
  {
    id: column.id(),
    version: column.int(),
    updatedAt: column.time(),
    agentId: column.varchar(64),
    subjectKind: column.varchar(16),
    subjectId: column.ref(),
    stage: column.varchar(60),
    ticketType: column.varchar(64),
    flow: column.varchar(64),
    formName: column.varchar(120),
    formVersion: column.int(),
    common: column.json(),
    answers: column.json(),
    leftOver: column.json(),
    changes: column.json(),
    subjectEnded: column.flag(),
    endsAt: column.time(),
  },
  [
    { columns: ['agentId', 'subjectId', 'stage', 'ticketType', 'flow'], unique: true },
    { columns: ['agentId', 'id'] },
    { columns: ['subjectId'] },
    { columns: ['endsAt'] },
  ],
);

const LOOKUP = table(
  'form_lookup',
  {
    id: column.id(),
    draftId: column.ref(),
    lookup: column.varchar(190),
    asked: column.json(),
    state: column.varchar(16),
    code: column.nullable(column.varchar(120)),
    filled: column.json(),
    askedAt: column.time(),
    answeredAt: column.nullable(column.time()),
  },
  [{ columns: ['draftId', 'lookup'], unique: true }],
);

export class CreateFormDrafts1764700102000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(DRAFT.clone());
    await runner.createTable(LOOKUP.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(LOOKUP.name);
    await runner.dropTable(DRAFT.name);
  }
}
