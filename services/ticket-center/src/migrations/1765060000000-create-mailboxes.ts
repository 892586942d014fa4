import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const MAILBOX = table(
  'mailbox',
  {
    id: column.id(),
    version: column.int(),
    address: column.varchar(200),
    name: column.varchar(120),
    enabled: column.flag(),
    imap: column.json(),
    smtp: column.json(),
    secretKey: column.nullable(column.varchar(120)),
    folder: column.varchar(200),
    doneFolder: column.nullable(column.varchar(200)),
    ticketType: column.varchar(64),
    categoryId: column.nullable(column.ref()),
    teamId: column.nullable(column.varchar(64)),
    acknowledgement: column.nullable(column.text()),
    replyBy: column.varchar(16),
  },
  [{ columns: ['address'], unique: true }],
);

const PROGRESS = table(
  'mailbox_progress',
  {
    mailboxId: column.primary(column.ref()),
    uidValidity: column.nullable(column.varchar(20)),
    lastUid: column.bigint(),
    nextPollAt: column.nullable(column.time()),
    polledAt: column.nullable(column.time()),
    failures: column.int(),
    failure: column.nullable(column.varchar(64)),
  },
  [{ columns: ['nextPollAt'] }],
);

const THREAD = table('mail_thread', {
  ticketId: column.primary(column.ref()),
  mailboxId: column.ref(),
  address: column.varchar(200),
  participants: column.json(),
  subject: column.varchar(300),
  lastMessageId: column.nullable(column.text()),
  chain: column.json(),
  followsUp: column.nullable(column.ref()),
});

const INCOMING = table(
  'mail_incoming',
  {
    id: column.id(),
    mailboxId: column.ref(),
    messageKey: column.varchar(64),
    messageId: column.nullable(column.text()),
    uidValidity: column.varchar(20),
    uid: column.bigint(),
    sourceKey: column.nullable(column.varchar(120)),
    bytes: column.bigint(),
    hash: column.nullable(column.varchar(64)),
    state: column.varchar(16),
    reason: column.nullable(column.varchar(64)),
    outcome: column.nullable(column.varchar(16)),
    ticketId: column.nullable(column.ref()),
    attempts: column.int(),
    dueAt: column.nullable(column.time()),
    settled: column.flag(),
    receivedAt: column.time(),
    handledAt: column.nullable(column.time()),
    sender: column.nullable(column.varchar(200)),
    senderName: column.nullable(column.varchar(200)),
    subject: column.nullable(column.varchar(300)),
    text: column.nullable(column.text()),
    hasHtml: column.flag(),
  },
  [
    { columns: ['mailboxId', 'messageKey'], unique: true },
    { columns: ['messageKey'] },
    { columns: ['dueAt'] },
    { columns: ['mailboxId', 'settled'] },
    { columns: ['mailboxId', 'sender', 'receivedAt'] },
    { columns: ['state', 'id'] },
    { columns: ['ticketId', 'id'] },
  ],
);

const PART = table('mail_part', {
  mailId: column.primary(column.ref()),
  position: column.primary(column.int()),
  filename: column.nullable(column.varchar(255)),
  contentType: column.varchar(120),
  contentId: column.nullable(column.varchar(255)),
  bytes: column.bigint(),
});

const OUTGOING = table(
  'mail_outgoing',
  {
    id: column.id(),
    mailboxId: column.ref(),
    ticketId: column.ref(),
    sourceId: column.ref(),
    kind: column.varchar(16),
    messageId: column.varchar(300),
    messageKey: column.varchar(64),
    recipient: column.varchar(200),
    subject: column.varchar(400),
    text: column.text(),
    inReplyTo: column.nullable(column.text()),
    chain: column.json(),
    state: column.varchar(16),
    attempts: column.int(),
    dueAt: column.nullable(column.time()),
    failure: column.nullable(column.varchar(64)),
    createdAt: column.time(),
    sentAt: column.nullable(column.time()),
  },
  [
    { columns: ['sourceId'], unique: true },
    { columns: ['messageKey'], unique: true },
    { columns: ['dueAt'] },
    { columns: ['state', 'id'] },
    { columns: ['ticketId', 'id'] },
  ],
);

const ALL = [MAILBOX, PROGRESS, THREAD, INCOMING, PART, OUTGOING];

export class CreateMailboxes1765060000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of ALL) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of ALL.toReversed()) await runner.dropTable(name);
  }
}
