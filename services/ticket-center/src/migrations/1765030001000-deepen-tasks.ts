import { column, table, tableColumn, tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TASK = {
  segment: column.nullable(column.varchar(64)),
  channel: column.nullable(column.varchar(16)),
  campaignId: column.nullable(column.ref()),
  template: column.nullable(column.varchar(64)),
  questionnaire: column.nullable(column.varchar(64)),
  createdAt: column.nullable(column.time()),
  attempts: column.nullable(column.json()),
  nextAttemptAt: column.nullable(column.time()),
  promised: column.nullable(column.int()),
  dueAt: column.nullable(column.time()),
  expiresAt: column.nullable(column.time()),
  reached: column.nullable(column.int()),
  converted: column.nullable(column.int()),
  convertedValue: column.nullable(column.bigint()),
  conversion: column.nullable(column.json()),
  code: column.nullable(column.varchar(64)),
  responseId: column.nullable(column.ref()),
  leadTicketId: column.nullable(column.ref()),
};

const INDICES = [
  tableIndex('task', { columns: ['customerId', 'createdAt'] }),
  tableIndex('task', { columns: ['agentId', 'status'] }),
  tableIndex('task', { columns: ['expiresAt'] }),
];

const TABLES = [
  table('task_rule', {
    kind: column.primary(column.varchar(32)),
    most: column.int(),
    intervalsMinutes: column.json(),
    calendar: column.nullable(column.varchar(120)),
    expiresAfterHours: column.nullable(column.int()),
    version: column.int(),
  }),
  table('return_visit_rule', {
    ticketType: column.primary(column.varchar(64)),
    questionnaire: column.varchar(64),
    reopenWhen: column.nullable(column.varchar(2_000)),
    version: column.int(),
  }),
  table('suppression', {
    customerId: column.primary(column.ref()),
    reason: column.varchar(64),
    until: column.nullable(column.time()),
    addedAt: column.time(),
    addedBy: column.varchar(64),
  }),
  table('questionnaire', {
    name: column.primary(column.varchar(64)),
    latest: column.int(),
    draft: column.nullable(column.json()),
    version: column.int(),
  }),
  table('questionnaire_version', {
    name: column.primary(column.varchar(64)),
    version: column.primary(column.int()),
    content: column.json(),
    publishedAt: column.time(),
    publishedBy: column.varchar(64),
  }),
  table(
    'questionnaire_response',
    {
      id: column.id(),
      questionnaire: column.varchar(64),
      version: column.int(),
      subjectKind: column.varchar(16),
      subjectId: column.ref(),
      customerId: column.nullable(column.ref()),
      planId: column.nullable(column.ref()),
      answers: column.json(),
      score: column.nullable(column.int()),
      satisfaction: column.nullable(column.int()),
      answeredAt: column.time(),
      recordedBy: column.varchar(64),
    },
    [{ columns: ['subjectId', 'questionnaire'], unique: true }, { columns: ['questionnaire', 'id'] }],
  ),
  table(
    'questionnaire_answer',
    {
      id: column.id(),
      questionnaire: column.varchar(64),
      version: column.int(),
      questionId: column.varchar(64),
      planId: column.nullable(column.ref()),
      value: column.varchar(64),
    },
    [{ columns: ['questionnaire', 'version', 'questionId', 'value'] }, { columns: ['planId', 'questionId', 'value'] }],
  ),
];

/** Tasks are tried by rules, answered by questionnaires, and lead to something. */
export class DeepenTasks1765030001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('task', columnsOf(TASK));
    await runner.createIndices('task', INDICES);
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
    await runner.dropIndices('task', INDICES);
    await runner.dropColumns('task', Object.keys(TASK));
  }
}

/** Together: SQLite makes the table anew for each change. */
function columnsOf(columns: Readonly<Record<string, Parameters<typeof tableColumn>[1]>>) {
  return Object.entries(columns).map(([name, options]) => tableColumn(name, options));
}
