import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table('ticket_search_term', { term: column.primary(column.varchar(40)), id: column.int(), tickets: column.int() }, [
    { columns: ['id'], unique: true },
  ]),
  table('ticket_search_posting', {
    termId: column.primary(column.int()),
    doc: column.primary(column.int()),
    weight: column.int(),
    internal: column.int(),
  }),
  table(
    'ticket_search_doc',
    { doc: column.primary(column.int()), ticketId: column.ref(), words: column.int(), posted: column.json() },
    [{ columns: ['ticketId'], unique: true }],
  ),
  table(
    'ticket_search_due',
    { ticketId: column.primary(column.ref()), queueNo: column.int(), since: column.time(), changeId: column.ref() },
    [{ columns: ['queueNo', 'since'] }],
  ),
  table('ticket_search_rebuild', {
    id: column.id(),
    queuedTo: column.varchar(36),
    queued: column.int(),
    tickets: column.int(),
    startedAt: column.time(),
    endedAt: column.nullable(column.time()),
  }),
];

/** The texts of the tickets there are are read by the first rebuild, right after the service has started. */
export class CreateTicketSearch1765040001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
