import { aggregateColumns, column, journalColumns, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ATTACHMENT = table(
  'ticket_attachment',
  {
    ...aggregateColumns,
    ticketId: column.ref(),
    name: column.varchar(200),
    uploadedBy: column.varchar(64),
    uploadedAt: column.time(),
    state: column.varchar(16),
    contentType: column.nullable(column.varchar(128)),
    bytes: column.nullable(column.int()),
    sha256: column.nullable(column.varchar(64)),
    scan: column.nullable(column.varchar(16)),
    internal: column.flag(),
    uploadKey: column.nullable(column.varchar(64)),
    contentKey: column.nullable(column.varchar(64)),
    dueAt: column.nullable(column.time()),
  },
  [
    { columns: ['ticketId', 'id'] },
    { columns: ['uploadKey'], unique: true },
    { columns: ['contentKey'], unique: true },
    { columns: ['dueAt', 'id'] },
  ],
);

const ATTACHMENT_JOURNAL = table('ticket_attachment_journal', journalColumns, [{ columns: ['aggregateId', 'id'] }]);

const BULK_ACTION = table(
  'bulk_action',
  {
    id: column.id(),
    action: column.json(),
    orderedBy: column.varchar(64),
    orderedAt: column.time(),
    state: column.varchar(16),
    total: column.int(),
    handled: column.int(),
    done: column.int(),
    partly: column.int(),
    refused: column.int(),
    endedAt: column.nullable(column.time()),
  },
  [{ columns: ['state', 'id'] }],
);

const BULK_TICKET = table(
  'bulk_action_ticket',
  {
    bulkActionId: column.primary(column.ref()),
    position: column.primary(column.int()),
    ticketId: column.ref(),
    outcome: column.varchar(8),
    code: column.nullable(column.varchar(120)),
    at: column.nullable(column.time()),
  },
  [{ columns: ['bulkActionId', 'outcome', 'position'] }],
);

const CHECKLIST_TEMPLATE = table('checklist_template', {
  ticketType: column.primary(column.varchar(64)),
  items: column.json(),
  version: column.int(),
});

const CHECKLIST_ITEM = table('ticket_checklist_item', {
  ticketId: column.primary(column.ref()),
  itemId: column.primary(column.ref()),
  position: column.int(),
  text: column.varchar(300),
  required: column.flag(),
  done: column.flag(),
  changedBy: column.nullable(column.varchar(64)),
  changedAt: column.nullable(column.time()),
});

const WATCHER = table(
  'ticket_watcher',
  {
    ticketId: column.primary(column.ref()),
    personId: column.primary(column.varchar(64)),
    reason: column.varchar(8),
    addedBy: column.varchar(64),
    since: column.time(),
  },
  [{ columns: ['personId', 'ticketId'] }],
);

const TABLES = [ATTACHMENT, ATTACHMENT_JOURNAL, BULK_ACTION, BULK_TICKET, CHECKLIST_TEMPLATE, CHECKLIST_ITEM, WATCHER];

/** What people need to work on a ticket together. */
export class CreateCollaboration1765010000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of TABLES.toReversed()) await runner.dropTable(name);
  }
}
