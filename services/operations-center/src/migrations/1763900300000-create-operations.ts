import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table('quality_form', {
    version: column.primary(column.int()),
    content: column.json(),
    createdAt: column.time(),
  }),
  table(
    'ticket_quality_check',
    {
      id: column.id(),
      ticketId: column.ref(),
      ticketNumber: column.varchar(32),
      assigneeId: column.nullable(column.varchar(64)),
      formVersion: column.int(),
      result: column.json(),
      passed: column.flag(),
      urgedTimes: column.int(),
      checkedAt: column.time(),
    },
    [{ columns: ['ticketId'], unique: true }, { columns: ['passed', 'id'] }],
  ),
  table(
    'board_contact',
    {
      contactId: column.primary(column.ref()),
      channel: column.nullable(column.varchar(16)),
      state: column.varchar(16),
      writtenAt: column.time(),
    },
    [{ columns: ['state', 'channel'] }, { columns: ['state', 'writtenAt'] }],
  ),
  table(
    'board_ticket',
    {
      ticketId: column.primary(column.ref()),
      openedAt: column.nullable(column.time()),
      category: column.varchar(16),
      happened: column.varchar(64),
      finished: column.flag(),
      writtenAt: column.time(),
    },
    [{ columns: ['finished', 'category', 'openedAt'] }, { columns: ['finished', 'writtenAt'] }],
  ),
];

export class CreateOperations1763900300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
