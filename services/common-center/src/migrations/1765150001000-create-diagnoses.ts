import { aggregateColumns, column, journalColumns, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'diagnosis',
    {
      ...aggregateColumns,
      code: column.varchar(64),
      name: column.varchar(120),
      draft: column.json(),
      problems: column.json(),
      savedBy: column.varchar(64),
      latest: column.int(),
      live: column.nullable(column.int()),
    },
    [{ columns: ['code'], unique: true }],
  ),
  table('diagnosis_journal', journalColumns, [{ columns: ['aggregateId', 'id'] }]),
  table('diagnosis_version', {
    diagnosisId: column.primary(column.ref()),
    number: column.primary(column.int()),
    document: column.json(),
    publishedBy: column.varchar(64),
    publishedAt: column.time(),
    note: column.varchar(2_000),
  }),
  table(
    'diagnosis_run',
    {
      id: column.id(),
      diagnosisId: column.ref(),
      code: column.varchar(64),
      number: column.int(),
      caller: column.varchar(16),
      subject: column.nullable(column.varchar(64)),
      requestKey: column.nullable(column.varchar(64)),
      status: column.varchar(16),
      startedBy: column.varchar(64),
      startedAt: column.time(),
      dueAt: column.nullable(column.time()),
      finishedAt: column.nullable(column.time()),
      input: column.json(),
      steps: column.json(),
      verdict: column.nullable(column.json()),
    },
    [
      { columns: ['diagnosisId', 'id'] },
      { columns: ['subject', 'id'] },
      { columns: ['requestKey'], unique: true },
      { columns: ['dueAt'] },
      { columns: ['startedAt'] },
    ],
  ),
];

export class CreateDiagnoses1765150001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
