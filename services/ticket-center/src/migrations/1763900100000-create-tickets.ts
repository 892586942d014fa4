import { aggregateColumns, column, journalColumns, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const agent = column.nullable(column.varchar(64));
const reference = column.nullable(column.ref());
const moment = column.nullable(column.time());
const longText = column.nullable(column.text());
const journal = (name: string) => table(name, journalColumns, [{ columns: ['aggregateId', 'id'] }]);

const TABLES = [
  table(
    'ticket',
    {
      ...aggregateColumns,
      number: column.varchar(32),
      ticketType: column.varchar(64),
      customerId: column.ref(),
      taskId: reference,
      channel: column.varchar(32),
      subject: column.varchar(300),
      description: column.text(),
      category: column.nullable(column.varchar(120)),
      priority: column.varchar(16),
      status: column.varchar(16),
      statusName: column.nullable(column.varchar(120)),
      processInstanceId: reference,
      assigneeId: agent,
      returnsTo: agent,
      supervisorId: agent,
      interactionEventIds: column.json(),
      actions: column.json(),
      openVisitId: reference,
      urgedTimes: column.int(),
      solution: longText,
      returnVisit: column.flag(),
      satisfaction: column.nullable(column.int()),
      openedAt: column.time(),
      firstRepliedAt: moment,
      solvedAt: moment,
      closedAt: moment,
      archivedAt: moment,
    },
    [
      { columns: ['number'], unique: true },
      { columns: ['customerId', 'id'] },
      { columns: ['status', 'assigneeId', 'id'] },
      { columns: ['assigneeId', 'id'] },
    ],
  ),
  table(
    'ticket_interaction',
    { interactionEventId: column.primary(column.ref()), ticketId: column.primary(column.ref()) },
    [{ columns: ['ticketId'] }],
  ),
  journal('ticket_journal'),
  table('ticket_type', {
    code: column.primary(column.varchar(64)),
    name: column.varchar(120),
    returnVisit: column.flag(),
    process: column.nullable(column.varchar(255)),
    version: column.int(),
  }),
  table('connector', {
    name: column.primary(column.varchar(64)),
    baseUrl: column.nullable(column.varchar(500)),
    timeoutMs: column.int(),
    version: column.int(),
  }),
  table(
    'visit',
    {
      ...aggregateColumns,
      ticketId: column.ref(),
      customerId: column.ref(),
      status: column.varchar(16),
      engineerId: agent,
      appointedFor: moment,
      outcome: column.nullable(column.varchar(16)),
      report: longText,
    },
    [{ columns: ['ticketId'] }, { columns: ['status', 'engineerId', 'id'] }],
  ),
  journal('visit_journal'),
  table(
    'task',
    {
      ...aggregateColumns,
      kind: column.varchar(32),
      customerId: column.ref(),
      planId: reference,
      ticketId: reference,
      status: column.varchar(16),
      agentId: agent,
      contactIds: column.json(),
      outcome: column.nullable(column.varchar(16)),
      satisfaction: column.nullable(column.int()),
      note: longText,
    },
    [
      { columns: ['status', 'kind', 'id'] },
      { columns: ['planId', 'status'] },
      { columns: ['customerId', 'id'] },
      { columns: ['ticketId'] },
    ],
  ),
  journal('task_journal'),
  table('plan', {
    ...aggregateColumns,
    name: column.varchar(200),
    kind: column.varchar(32),
    status: column.varchar(16),
    targets: column.int(),
    openImportId: reference,
  }),
  journal('plan_journal'),
  table(
    'plan_import',
    {
      id: column.id(),
      planId: column.ref(),
      status: column.varchar(16),
      totalRows: column.int(),
      checkedRows: column.int(),
      badRows: column.json(),
      receivedAt: column.time(),
      endedAt: moment,
    },
    [{ columns: ['planId', 'id'] }],
  ),
  table(
    'plan_target',
    {
      id: column.id(),
      planId: column.ref(),
      importId: column.ref(),
      line: column.int(),
      customer: column.nullable(column.json()),
      customerId: reference,
      taskId: reference,
    },
    [{ columns: ['importId', 'line'], unique: true }, { columns: ['planId', 'taskId'] }],
  ),
];

export class CreateTickets1763900100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
