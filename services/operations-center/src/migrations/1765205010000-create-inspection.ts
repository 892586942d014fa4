import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const agentId = column.nullable(column.varchar(64));
const kind = column.varchar(8);

const TABLES = [
  table(
    'inspection_word_list',
    {
      ...{ id: column.id(), version: column.int(), name: column.varchar(120), words: column.int() },
      updatedAt: column.time(),
    },
    [{ columns: ['name'], unique: true }],
  ),
  table('inspection_listed_word', {
    ...{ listId: column.primary(column.ref()), wordKey: column.primary(column.varchar(32)) },
    ...{ text: column.varchar(200), category: column.varchar(64), variants: column.json() },
    ...{ bySound: column.flag(), isException: column.flag() },
  }),
  table(
    'inspection_rule_set',
    {
      ...{ id: column.id(), version: column.int(), name: column.varchar(120), draft: column.json() },
      ...{ draftNo: column.int(), triedNo: column.nullable(column.int()), liveNo: column.nullable(column.int()) },
      ...{ lastNo: column.int(), updatedAt: column.time() },
    },
    [{ columns: ['name'], unique: true }],
  ),
  table('inspection_published_rules', {
    ...{ ruleSetId: column.primary(column.ref()), no: column.primary(column.int()), content: column.json() },
    ...{ publishedBy: column.varchar(64), publishedAt: column.time() },
  }),
  table(
    'inspection_subject',
    {
      ...{ id: column.id(), kind, channel: column.nullable(column.varchar(16)) },
      ...{ queueId: column.nullable(column.varchar(64)), agentId, customerId: column.nullable(column.ref()) },
      ...{ conversationId: column.nullable(column.ref()), startedAt: column.time() },
      ...{ endedAt: column.nullable(column.time()), inspectedAt: column.nullable(column.time()) },
      ...{ dueAt: column.nullable(column.time()), attempts: column.int(), places: column.int(), lastSeq: column.int() },
      ...{ facts: column.json(), demand: column.varchar(8), demandBy: column.nullable(column.varchar(32)) },
      demandDueAt: column.nullable(column.time()),
    },
    [
      { columns: ['dueAt'] },
      { columns: ['demandDueAt'] },
      { columns: ['customerId', 'demand'] },
      { columns: ['inspectedAt', 'id'] },
      { columns: ['agentId', 'id'] },
    ],
  ),
  table('inspection_turn', {
    ...{ subjectId: column.primary(column.ref()), seq: column.primary(column.int()), place: column.int() },
    ...{ speaker: column.varchar(8), agentId, text: column.text(), fromMs: column.bigint(), toMs: column.bigint() },
    isHold: column.flag(),
  }),
  table(
    'inspection_finding',
    {
      ...{ id: column.id(), subjectId: column.ref(), kind, print: column.varchar(32), place: column.int() },
      ...{ ruleSetId: column.ref(), ruleNo: column.int(), rule: column.varchar(64), severity: column.varchar(8) },
      ...{ seq: column.nullable(column.int()), spanFrom: column.nullable(column.int()) },
      ...{ spanTo: column.nullable(column.int()), ofWhat: column.nullable(column.varchar(200)) },
      ...{ measured: column.nullable(column.bigint()), agentId, isLive: column.flag(), state: column.varchar(16) },
      ...{ mark: column.nullable(column.varchar(16)), markedBy: column.nullable(column.varchar(64)) },
      ...{ markedAt: column.nullable(column.time()), raisedAt: column.time() },
    },
    [
      { columns: ['subjectId', 'print'], unique: true },
      { columns: ['ruleSetId', 'rule', 'id'] },
      { columns: ['agentId', 'id'] },
    ],
  ),
  table(
    'inspection_alert',
    {
      ...{ no: column.primary(column.int()), id: column.ref(), findingId: column.ref(), subjectId: column.ref(), kind },
      ...{ conversationId: column.nullable(column.ref()), rule: column.varchar(64), severity: column.varchar(8) },
      ...{ agentId, seq: column.nullable(column.int()), raisedAt: column.time() },
    },
    [{ columns: ['findingId'], unique: true }],
  ),
  table(
    'inspection_promise',
    {
      ...{ id: column.id(), findingId: column.ref(), subjectId: column.ref(), kind, rule: column.varchar(64) },
      ...{ customerId: column.nullable(column.ref()), agentId, keptBy: column.varchar(16), saidAt: column.time() },
      ...{ dueAt: column.time(), state: column.varchar(8), settledBy: column.nullable(column.varchar(32)) },
      settledAt: column.nullable(column.time()),
    },
    [
      { columns: ['findingId'], unique: true },
      { columns: ['state', 'dueAt'] },
      { columns: ['customerId', 'state'] },
      { columns: ['subjectId'] },
    ],
  ),
  table(
    'inspection_trial',
    {
      ...{ id: column.id(), ruleSetId: column.ref(), draftNo: column.int(), draft: column.json() },
      ...{
        liveNo: column.nullable(column.int()),
        fromAt: column.time(),
        toAt: column.time(),
        state: column.varchar(16),
      },
      ...{ total: column.int(), done: column.int(), cursorAt: column.nullable(column.time()) },
      ...{ cursorId: column.nullable(column.ref()), result: column.json(), dueAt: column.nullable(column.time()) },
      ...{ createdBy: column.varchar(64), createdAt: column.time(), endedAt: column.nullable(column.time()) },
    },
    [{ columns: ['dueAt'] }, { columns: ['ruleSetId', 'id'] }],
  ),
];

export class CreateInspection1765205010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
