import { aggregateColumns, column, journalColumns, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const MEASURES = ['opened', 'used', 'solved', 'helpful', 'unhelpful'];
const counts = Object.fromEntries(MEASURES.map((measure) => [measure, column.int()]));

const TABLES = [
  table(
    'knowledge_article',
    {
      ...aggregateColumns,
      state: column.varchar(16),
      ownerId: column.varchar(64),
      draft: column.nullable(column.json()),
      editors: column.json(),
      submittedBy: column.nullable(column.varchar(64)),
      latest: column.int(),
      publishedId: column.nullable(column.ref()),
      publishedNumber: column.nullable(column.int()),
      reviewEveryDays: column.nullable(column.int()),
      reviewDueAt: column.nullable(column.time()),
      indexDueAt: column.nullable(column.time()),
      title: column.varchar(200),
      categoryId: column.ref(),
      language: column.varchar(8),
      createdAt: column.time(),
    },
    [
      { columns: ['state', 'id'] },
      { columns: ['categoryId', 'id'] },
      { columns: ['ownerId', 'id'] },
      { columns: ['reviewDueAt', 'id'] },
      { columns: ['indexDueAt', 'id'] },
    ],
  ),
  table(
    'knowledge_version',
    {
      id: column.id(),
      articleId: column.ref(),
      number: column.int(),
      content: column.json(),
      submittedBy: column.varchar(64),
      approvedBy: column.varchar(64),
      publishedAt: column.time(),
    },
    [{ columns: ['articleId', 'number'], unique: true }],
  ),
  table(
    'knowledge_category',
    {
      id: column.id(),
      version: column.int(),
      parentId: column.nullable(column.ref()),
      name: column.varchar(60),
      position: column.int(),
      active: column.flag(),
    },
    [{ columns: ['parentId', 'position', 'id'] }],
  ),
  table(
    'knowledge_synonym',
    { id: column.id(), version: column.int(), language: column.varchar(8), words: column.json() },
    [{ columns: ['language', 'id'] }],
  ),
  table('knowledge_term', { term: column.primary(column.varchar(40)), id: column.int(), articles: column.int() }, [
    { columns: ['id'], unique: true },
  ]),
  table('knowledge_audience', { name: column.primary(column.varchar(80)), audienceNo: column.int() }, [
    { columns: ['audienceNo'], unique: true },
  ]),
  table(
    'knowledge_posting',
    {
      audienceNo: column.primary(column.int()),
      termId: column.primary(column.int()),
      doc: column.primary(column.int()),
      impact: column.int(),
    },
    [{ columns: ['audienceNo', 'termId', 'impact', 'doc'] }],
  ),
  table(
    'knowledge_doc',
    {
      doc: column.primary(column.int()),
      articleId: column.ref(),
      versionId: column.ref(),
      audienceNos: column.json(),
      termIds: column.json(),
    },
    [{ columns: ['articleId'], unique: true }],
  ),
  table(
    'knowledge_gap',
    {
      id: column.id(),
      version: column.int(),
      groupKey: column.varchar(64),
      words: column.varchar(200),
      state: column.varchar(8),
      searches: column.int(),
      people: column.int(),
      firstAt: column.time(),
      lastAt: column.time(),
      articleId: column.nullable(column.ref()),
    },
    [{ columns: ['groupKey'], unique: true }, { columns: ['state', 'searches', 'id'] }],
  ),
  table(
    'knowledge_gap_person',
    {
      gapId: column.primary(column.ref()),
      personId: column.primary(column.varchar(64)),
      searches: column.int(),
      lastAt: column.time(),
    },
    [{ columns: ['gapId', 'searches', 'personId'] }],
  ),
  table(
    'knowledge_feedback',
    {
      id: column.id(),
      articleId: column.ref(),
      number: column.int(),
      helpful: column.flag(),
      comment: column.nullable(column.varchar(1000)),
      byId: column.varchar(64),
      at: column.time(),
      voteKey: column.nullable(column.varchar(128)),
    },
    [{ columns: ['articleId', 'id'] }, { columns: ['voteKey'], unique: true }],
  ),
  table(
    'knowledge_task',
    {
      id: column.id(),
      version: column.int(),
      kind: column.varchar(8),
      articleId: column.ref(),
      ownerId: column.varchar(64),
      state: column.varchar(8),
      comment: column.nullable(column.varchar(1000)),
      openedBy: column.nullable(column.varchar(64)),
      openedAt: column.time(),
      closedBy: column.nullable(column.varchar(64)),
      closedAt: column.nullable(column.time()),
      resolution: column.nullable(column.varchar(500)),
    },
    [{ columns: ['ownerId', 'state', 'id'] }, { columns: ['state', 'id'] }],
  ),
  table(
    'knowledge_usage',
    { articleId: column.primary(column.ref()), ...counts },
    MEASURES.map((measure) => ({ columns: [measure, 'articleId'] })),
  ),
  table(
    'knowledge_usage_day',
    { articleId: column.primary(column.ref()), day: column.primary(column.varchar(10)), ...counts },
    [],
  ),
  table(
    'knowledge_use',
    {
      articleId: column.primary(column.ref()),
      measure: column.primary(column.varchar(8)),
      subject: column.primary(column.varchar(64)),
    },
    [],
  ),
  table('knowledge_article_journal', journalColumns, [{ columns: ['aggregateId', 'id'] }]),
];

export class CreateKnowledge1765160010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
