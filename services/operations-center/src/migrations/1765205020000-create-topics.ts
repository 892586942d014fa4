import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'topic_reading',
    {
      ...{ subjectId: column.primary(column.ref()), kind: column.varchar(8) },
      ...{ channel: column.nullable(column.varchar(16)), agentId: column.nullable(column.varchar(64)) },
      ...{ at: column.time(), bucket: column.int(), intent: column.nullable(column.varchar(120)) },
      ...{ confidence: column.nullable(column.int()), isLead: column.flag(), leadTurn: column.nullable(column.int()) },
      ...{ leadFrom: column.nullable(column.int()), leadTo: column.nullable(column.int()) },
      ...{ isUnmet: column.flag(), unmetTurn: column.nullable(column.int()) },
    },
    [{ columns: ['bucket'] }, { columns: ['isLead', 'subjectId'] }, { columns: ['isUnmet', 'subjectId'] }],
  ),
  table('topic_term_count', {
    ...{ bucket: column.primary(column.int()), termKey: column.primary(column.varchar(32)) },
    ...{ kind: column.primary(column.varchar(8)), texts: column.int() },
  }),
  table('topic_intent_model', {
    ...{ id: column.primary(column.varchar(16)), model: column.json(), texts: column.int() },
    ...{ rightPercent: column.nullable(column.int()), trainedAt: column.time() },
  }),
  table(
    'topic_incident',
    {
      ...{ id: column.id(), version: column.int(), state: column.varchar(16), terms: column.json() },
      ...{ observed: column.int(), expected: column.bigint(), surprise: column.bigint(), kinds: column.json() },
      ...{ samples: column.json(), firstAt: column.time(), lastAt: column.time() },
      ...{ decidedBy: column.nullable(column.varchar(64)), decidedAt: column.nullable(column.time()) },
      ...{ ticketId: column.nullable(column.ref()), announcementId: column.nullable(column.ref()) },
    },
    [{ columns: ['lastAt'] }],
  ),
];

export class CreateTopics1765205020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
