import { aggregateColumns, column, journalColumns, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const processId = column.varchar(255);

const TABLES = [
  table('process_draft', {
    ...aggregateColumns,
    name: column.varchar(200),
    source: column.json(),
    processes: column.json(),
    problems: column.json(),
    status: column.varchar(16),
    savedBy: column.varchar(64),
  }),
  table('process_definition', {
    ...aggregateColumns,
    id: column.primary(processId),
    name: column.varchar(200),
    latest: column.int(),
    stable: column.int(),
    candidate: column.nullable(column.json()),
  }),
  table('process_definition_journal', { ...journalColumns, aggregateId: processId }, [
    { columns: ['aggregateId', 'id'] },
  ]),
  table(
    'process_version',
    {
      definitionId: column.primary(processId),
      number: column.primary(column.int()),
      sha256: column.varchar(64),
      source: column.json(),
      model: column.json(),
      draftId: column.ref(),
      publishedBy: column.varchar(64),
      publishedAt: column.time(),
      note: column.varchar(2_000),
    },
    [{ columns: ['draftId'] }],
  ),
];

export class CreateProcessDefinitions1764000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
