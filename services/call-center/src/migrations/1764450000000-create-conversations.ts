import { aggregateColumns, column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'conversation',
    {
      ...aggregateColumns,
      partitionNo: column.int(),
      contactId: column.ref(),
      customerId: column.nullable(column.ref()),
      status: column.varchar(16),
      participants: column.json(),
      lastSeq: column.int(),
      lastMessageAt: column.nullable(column.time()),
      openedAt: column.time(),
      queuedAt: column.nullable(column.time()),
      waitingSince: column.nullable(column.time()),
      toldPosition: column.nullable(column.int()),
      attendedAt: column.nullable(column.time()),
      firstRepliedAt: column.nullable(column.time()),
      handOverReason: column.nullable(column.varchar(64)),
      dueAt: column.nullable(column.time()),
      nudged: column.flag(),
      closedAt: column.nullable(column.time()),
      closeReason: column.nullable(column.varchar(16)),
      score: column.nullable(column.int()),
      comment: column.nullable(column.text()),
      ratedAt: column.nullable(column.time()),
    },
    [
      { columns: ['contactId'], unique: true },
      { columns: ['status', 'id'] },
      { columns: ['waitingSince'] },
      { columns: ['attendedAt'] },
      { columns: ['dueAt', 'partitionNo'] },
    ],
  ),
  table(
    'conversation_message',
    {
      conversationId: column.primary(column.ref()),
      seq: column.primary(column.int()),
      senderId: column.varchar(64),
      senderRole: column.varchar(16),
      clientMsgId: column.varchar(64),
      text: column.nullable(column.text()),
      attachmentId: column.nullable(column.ref()),
      notice: column.nullable(column.varchar(16)),
      sentAt: column.time(),
    },
    [{ columns: ['conversationId', 'senderId', 'clientMsgId'], unique: true }],
  ),
  table('conversation_watermark', {
    conversationId: column.primary(column.ref()),
    participantId: column.primary(column.varchar(64)),
    deliveredSeq: column.int(),
    readSeq: column.int(),
  }),
  table('conversation_attachment', {
    id: column.id(),
    conversationId: column.ref(),
    senderId: column.varchar(64),
    contentType: column.varchar(64),
    bytes: column.int(),
    sha256: column.varchar(64),
    storedAt: column.time(),
  }),
  table('chat_settings', {
    id: column.primary(column.varchar(16)),
    version: column.int(),
    texts: column.json(),
    nudgeAfterS: column.int(),
    closeAfterS: column.int(),
    queueNewsEveryS: column.int(),
  }),
  table('quick_reply', {
    code: column.primary(column.varchar(64)),
    version: column.int(),
    title: column.varchar(120),
    text: column.text(),
  }),
];

export class CreateConversations1764450000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
