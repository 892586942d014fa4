import { aggregateColumns, column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const FEED = [
  table(
    'notification',
    {
      id: column.id(),
      recipientId: column.ref(),
      kind: column.varchar(64),
      eventId: column.ref(),
      subjectId: column.varchar(64),
      reference: column.nullable(column.varchar(64)),
      link: column.nullable(column.varchar(200)),
      title: column.varchar(200),
      body: column.varchar(1000),
      seq: column.nullable(column.int()),
      showAt: column.nullable(column.time()),
      readAt: column.nullable(column.time()),
      createdAt: column.time(),
    },
    [
      { columns: ['recipientId', 'eventId', 'kind'], unique: true },
      { columns: ['recipientId', 'seq'] },
      { columns: ['showAt'] },
      { columns: ['createdAt'] },
    ],
  ),
  table('notification_feed', {
    recipientId: column.primary(column.ref()),
    lastSeq: column.int(),
    unread: column.int(),
    changes: column.int(),
  }),
];

const DELIVERY = [
  table(
    'notification_delivery',
    {
      id: column.id(),
      notificationId: column.ref(),
      recipientId: column.ref(),
      channel: column.varchar(16),
      hookId: column.ref(),
      partitionNo: column.int(),
      inDigest: column.flag(),
      subject: column.varchar(200),
      text: column.varchar(2000),
      link: column.nullable(column.varchar(500)),
      state: column.varchar(16),
      attempts: column.int(),
      dueAt: column.nullable(column.time()),
      createdAt: column.time(),
      finishedAt: column.nullable(column.time()),
    },
    [
      { columns: ['notificationId', 'channel', 'hookId'], unique: true },
      { columns: ['channel', 'partitionNo', 'dueAt'] },
      { columns: ['state', 'id'] },
      { columns: ['dueAt'] },
      { columns: ['finishedAt'] },
    ],
  ),
  table(
    'notification_attempt',
    {
      id: column.id(),
      deliveryId: column.ref(),
      at: column.time(),
      outcome: column.varchar(64),
      tookMs: column.int(),
    },
    [{ columns: ['deliveryId', 'id'] }, { columns: ['at'] }],
  ),
];

const WISHES = [
  table('notification_preference', {
    personId: column.primary(column.ref()),
    version: column.int(),
    locale: column.varchar(8),
    timeZone: column.varchar(64),
    email: column.nullable(column.varchar(254)),
    phone: column.nullable(column.varchar(32)),
    quietFrom: column.nullable(column.varchar(5)),
    quietTo: column.nullable(column.varchar(5)),
    digest: column.varchar(8),
    digestAt: column.varchar(5),
    channels: column.json(),
  }),
  table('notification_template', {
    code: column.primary(column.varchar(64)),
    channel: column.primary(column.varchar(16)),
    locale: column.primary(column.varchar(8)),
    version: column.primary(column.int()),
    subject: column.varchar(200),
    text: column.varchar(1000),
    changedBy: column.ref(),
    changedAt: column.time(),
  }),
  table(
    'notification_hook',
    {
      ...aggregateColumns,
      ownerId: column.ref(),
      name: column.varchar(120),
      url: column.varchar(2000),
      body: column.json(),
    },
    [{ columns: ['ownerId', 'id'] }],
  ),
];

const KNOWN = [
  table('notification_ticket', {
    ticketId: column.primary(column.ref()),
    number: column.nullable(column.varchar(32)),
    assigneeId: column.nullable(column.varchar(64)),
    teamId: column.nullable(column.ref()),
  }),
  table('notification_team_member', { personId: column.primary(column.ref()), teamId: column.ref() }, [
    { columns: ['teamId'] },
  ]),
];

const TABLES = [...FEED, ...DELIVERY, ...WISHES, ...KNOWN];

export class CreateNotifications1765050010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
