import { aggregateColumns, column, journalColumns, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const agent = column.nullable(column.varchar(64));
const moment = column.nullable(column.time());

const TABLES = [
  table(
    'assist_request',
    {
      ...aggregateColumns,
      ticketId: column.ref(),
      teamId: column.varchar(64),
      helperId: agent,
      question: column.text(),
      holds: column.flag(),
      status: column.varchar(16),
      askedBy: column.varchar(64),
      askedAt: column.time(),
      within: column.nullable(column.varchar(32)),
      calendar: column.nullable(column.varchar(120)),
      dueAt: moment,
      overdue: column.flag(),
      answer: column.nullable(column.text()),
      endedBy: agent,
      endedAt: moment,
    },
    [
      { columns: ['ticketId', 'id'] },
      { columns: ['status', 'teamId', 'id'] },
      { columns: ['status', 'helperId', 'id'] },
    ],
  ),
  table('assist_request_journal', journalColumns, [{ columns: ['aggregateId', 'id'] }]),
  table('assist_policy', {
    teamId: column.primary(column.varchar(64)),
    within: column.varchar(32),
    calendar: column.varchar(120),
    version: column.int(),
  }),
];

export class CreateAssistRequests1765000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
