import { column, journalColumns, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const SOP = table(
  'sop',
  {
    id: column.primary(column.varchar(120)),
    version: column.int(),
    updatedAt: column.time(),
    title: column.varchar(300),
    categoryIds: column.json(),
    ticketTypes: column.json(),
    ownerId: column.varchar(64),
    reviewEveryDays: column.int(),
    reviewDueAt: column.time(),
    latest: column.int(),
    retired: column.flag(),
    draft: column.nullable(column.json()),
  },
  [{ columns: ['reviewDueAt', 'id'] }],
);

const CATEGORY = table(
  'sop_category',
  { categoryId: column.primary(column.ref()), sopName: column.primary(column.varchar(120)) },
  [{ columns: ['sopName'] }],
);

const JOURNAL = table('sop_journal', { ...journalColumns, aggregateId: column.varchar(120) }, [
  { columns: ['aggregateId', 'id'] },
]);

const VERSION = table('sop_version', {
  name: column.primary(column.varchar(120)),
  version: column.primary(column.int()),
  content: column.json(),
  calls: column.json(),
  note: column.varchar(2_000),
  createdAt: column.time(),
  createdBy: column.varchar(64),
});

const RUN = table(
  'sop_run',
  {
    id: column.id(),
    version: column.int(),
    updatedAt: column.time(),
    sopName: column.varchar(120),
    sopVersion: column.int(),
    subjectKind: column.varchar(16),
    subjectId: column.ref(),
    customerId: column.nullable(column.ref()),
    startedBy: column.varchar(64),
    startedAt: column.time(),
    status: column.varchar(16),
    outcome: column.nullable(column.varchar(16)),
    frames: column.json(),
    values: column.json(),
    facts: column.json(),
    trail: column.json(),
    done: column.json(),
    undone: column.json(),
    leftAt: column.nullable(column.varchar(250)),
    leftBecause: column.nullable(column.varchar(300)),
    endedAt: column.nullable(column.time()),
    subjectSolvedAt: column.nullable(column.time()),
  },
  [
    { columns: ['subjectId', 'id'] },
    { columns: ['startedBy', 'id'] },
    { columns: ['sopName', 'startedAt'] },
    { columns: ['outcome', 'id'] },
  ],
);

export class CreateSops1764900500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of [SOP, CATEGORY, JOURNAL, VERSION, RUN]) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of [RUN, VERSION, JOURNAL, CATEGORY, SOP]) await runner.dropTable(name);
  }
}
