import { aggregateColumns, column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'scorecard',
    {
      id: column.id(),
      version: column.int(),
      name: column.varchar(120),
      draft: column.json(),
      published: column.nullable(column.int()),
      automatic: column.flag(),
      retired: column.flag(),
      changedBy: column.varchar(64),
      updatedAt: column.time(),
    },
    [{ columns: ['retired', 'id'] }, { columns: ['automatic'] }],
  ),
  table('scorecard_version', {
    scorecardId: column.primary(column.ref()),
    number: column.primary(column.int()),
    content: column.json(),
    publishedBy: column.varchar(64),
    publishedAt: column.time(),
  }),
  table('quality_settings', { id: column.id(), version: column.int(), content: column.json() }),
  table(
    'quality_subject',
    {
      kind: column.primary(column.varchar(8)),
      id: column.primary(column.ref()),
      agentId: column.varchar(64),
      queueId: column.nullable(column.ref()),
      channel: column.varchar(16),
      durationMs: column.bigint(),
      finishedAt: column.time(),
      facts: column.json(),
    },
    [{ columns: ['finishedAt'] }, { columns: ['agentId', 'finishedAt'] }],
  ),
  table('quality_team', {
    teamId: column.primary(column.ref()),
    managerId: column.nullable(column.varchar(64)),
    memberIds: column.json(),
    toldAt: column.time(),
  }),
  table(
    'evaluation',
    {
      ...aggregateColumns,
      subjectKind: column.varchar(8),
      subjectId: column.ref(),
      agentId: column.nullable(column.varchar(64)),
      teamId: column.nullable(column.ref()),
      channel: column.varchar(16),
      finishedAt: column.time(),
      scorecardId: column.ref(),
      scorecardVersion: column.int(),
      origin: column.varchar(16),
      drawId: column.nullable(column.ref()),
      twinId: column.nullable(column.ref()),
      inspectorId: column.nullable(column.varchar(64)),
      reviewerId: column.nullable(column.varchar(64)),
      state: column.varchar(16),
      answers: column.json(),
      notes: column.json(),
      revisions: column.json(),
      appeals: column.json(),
      score: column.nullable(column.int()),
      passed: column.nullable(column.flag()),
      fatalMissed: column.nullable(column.flag()),
      dueAt: column.nullable(column.time()),
      submittedAt: column.nullable(column.time()),
      releasedAt: column.nullable(column.time()),
    },
    [
      { columns: ['subjectId', 'scorecardId'] },
      { columns: ['agentId', 'finishedAt'] },
      { columns: ['inspectorId', 'state'] },
      { columns: ['state', 'dueAt'] },
      { columns: ['finishedAt'] },
      { columns: ['twinId'] },
      { columns: ['drawId'] },
    ],
  ),
  table(
    'evaluation_item',
    {
      evaluationId: column.primary(column.ref()),
      itemKey: column.primary(column.varchar(40)),
      scorecardId: column.ref(),
      agentId: column.varchar(64),
      teamId: column.nullable(column.ref()),
      origin: column.varchar(16),
      finishedAt: column.time(),
      share: column.int(),
    },
    [{ columns: ['finishedAt', 'itemKey'] }],
  ),
  table('evaluation_twin', {
    id: column.id(),
    firstId: column.ref(),
    secondId: column.ref(),
    firstInspectorId: column.varchar(64),
    secondInspectorId: column.varchar(64),
    mostApart: column.int(),
    arbiters: column.json(),
    arbiterId: column.nullable(column.varchar(64)),
    isSettled: column.flag(),
  }),
  table(
    'coaching_task',
    {
      id: column.id(),
      version: column.int(),
      evaluationId: column.ref(),
      personId: column.varchar(64),
      itemKeys: column.json(),
      goal: column.text(),
      givenBy: column.varchar(64),
      givenAt: column.time(),
      dueAt: column.time(),
      doneAt: column.nullable(column.time()),
      note: column.nullable(column.text()),
    },
    [{ columns: ['personId', 'id'] }, { columns: ['evaluationId'] }],
  ),
];

export class CreateQuality1765204000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
