import { column, tableColumn, tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const SUBJECT = 'inspection_subject';
const COLUMNS = [
  tableColumn('state', column.nullable(column.varchar(16))),
  tableColumn('judgedBy', column.nullable(column.json())),
  tableColumn('scores', column.nullable(column.json())),
];
const INDICES = [{ columns: ['state', 'endedAt'] }, { columns: ['endedAt'] }];

/** What was inspected before is known by its time alone; by which rules it was judged nobody has noted. */
const STATES = `UPDATE ${SUBJECT} SET state = CASE
  WHEN inspectedAt IS NOT NULL THEN 'inspected'
  WHEN endedAt IS NULL THEN 'open'
  WHEN dueAt IS NOT NULL THEN 'due'
  ELSE 'without-words' END`;

export class CoverInspections1765350010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns(
      SUBJECT,
      COLUMNS.map((each) => each.clone()),
    );
    for (const each of INDICES) await runner.createIndex(SUBJECT, tableIndex(SUBJECT, each));
    await runner.query(STATES);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of INDICES.toReversed()) await runner.dropIndex(SUBJECT, tableIndex(SUBJECT, each));
    await runner.dropColumns(
      SUBJECT,
      COLUMNS.map(({ name }) => name),
    );
  }
}
