import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TICKET_EXPORT = table(
  'ticket_export',
  {
    id: column.id(),
    ownerId: column.varchar(64),
    status: column.varchar(12),
    query: column.json(),
    layout: column.json(),
    total: column.nullable(column.int()),
    tickets: column.int(),
    pieces: column.json(),
    step: column.int(),
    nextCursor: column.nullable(column.text()),
    failures: column.int(),
    createdAt: column.time(),
    endedAt: column.nullable(column.time()),
    expiresAt: column.time(),
  },
  [{ columns: ['status', 'expiresAt'] }, { columns: ['ownerId', 'id'] }],
);

export class CreateTicketExports1765040002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(TICKET_EXPORT.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(TICKET_EXPORT.name);
  }
}
