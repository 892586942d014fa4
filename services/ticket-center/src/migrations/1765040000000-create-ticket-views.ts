import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const person = column.nullable(column.varchar(64));
const moment = column.nullable(column.time());

const TABLES = [
  table(
    'ticket_view',
    {
      id: column.id(),
      version: column.int(),
      name: column.varchar(120),
      position: column.int(),
      scope: column.varchar(16),
      ownerId: column.varchar(64),
      teamId: person,
      conditions: column.json(),
      sort: column.json(),
      columns: column.json(),
      countId: column.ref(),
      changedBy: column.varchar(64),
      changedAt: column.time(),
    },
    [{ columns: ['scope', 'ownerId'] }, { columns: ['scope', 'teamId'] }, { columns: ['countId'] }],
  ),
  table(
    'ticket_line',
    {
      ticketId: column.primary(column.ref()),
      number: column.varchar(32),
      ticketType: column.varchar(64),
      customerId: column.ref(),
      channel: column.varchar(32),
      subject: column.varchar(300),
      category: column.nullable(column.varchar(120)),
      priority: column.varchar(16),
      priorityRank: column.int(),
      status: column.varchar(16),
      statusName: column.nullable(column.varchar(120)),
      assigneeId: person,
      teamId: person,
      supervisorId: person,
      urgedTimes: column.int(),
      satisfaction: column.nullable(column.int()),
      openedAt: column.time(),
      updatedAt: column.time(),
      firstRepliedAt: moment,
      solvedAt: moment,
      closedAt: moment,
      dueAt: column.time(),
      breached: column.flag(),
      archived: column.flag(),
    },
    [
      { columns: ['number'] },
      { columns: ['customerId', 'openedAt'] },
      { columns: ['updatedAt'] },
      { columns: ['openedAt'] },
      { columns: ['dueAt'] },
      { columns: ['status', 'updatedAt'] },
      { columns: ['status', 'openedAt'] },
      { columns: ['status', 'dueAt'] },
      { columns: ['status', 'priorityRank', 'dueAt'] },
      { columns: ['assigneeId', 'status', 'updatedAt'] },
      { columns: ['teamId', 'status', 'updatedAt'] },
      { columns: ['teamId', 'status', 'dueAt'] },
    ],
  ),
  table(
    'ticket_line_value',
    {
      ticketId: column.primary(column.ref()),
      attribute: column.primary(column.varchar(130)),
      value: column.primary(column.varchar(190)),
    },
    [{ columns: ['attribute', 'value', 'ticketId'] }],
  ),
  table(
    'ticket_count',
    {
      id: column.id(),
      fingerprint: column.varchar(64),
      conditions: column.json(),
      views: column.int(),
      live: column.flag(),
      filledTo: column.varchar(36),
    },
    [{ columns: ['fingerprint'], unique: true }, { columns: ['live'] }],
  ),
  table('ticket_count_value', {
    countId: column.primary(column.ref()),
    person: column.primary(column.varchar(64)),
    team: column.primary(column.varchar(64)),
    tickets: column.int(),
  }),
  table(
    'ticket_count_member',
    {
      countId: column.primary(column.ref()),
      ticketId: column.primary(column.ref()),
      person: column.varchar(64),
      team: column.varchar(64),
      counted: column.flag(),
      turnsAt: moment,
    },
    [{ columns: ['turnsAt'] }, { columns: ['ticketId'] }],
  ),
  table('ticket_view_check', {
    id: column.id(),
    status: column.varchar(8),
    lookedTo: column.varchar(36),
    tickets: column.int(),
    levelled: column.int(),
    counts: column.int(),
    differences: column.json(),
    startedAt: column.time(),
    endedAt: moment,
  }),
];

/** Lines of the tickets there are come with the first check, right after the service has started. */
export class CreateTicketViews1765040000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
