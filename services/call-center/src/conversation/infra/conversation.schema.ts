import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import type { CloseReason, ConversationStatus } from '../domain/conversation-status.js';
import { Conversation } from '../domain/conversation.aggregate.js';
import type { Participant } from '../domain/participant.js';
import type { Wish } from '../domain/wish.js';

/** A conversation as it lies in its table, for queries. */
export interface ConversationRow {
  id: string;
  version: number;
  updatedAt: Date;
  partitionNo: number;
  contactId: string;
  customerId: string | null;
  status: ConversationStatus;
  wish: Wish | null;
  agentId: string | null;
  participants: readonly Participant[];
  lastSeq: number;
  lastMessageAt: Date | null;
  openedAt: Date;
  queuedAt: Date | null;
  waitingSince: Date | null;
  toldPosition: number | null;
  attendedAt: Date | null;
  firstRepliedAt: Date | null;
  unansweredSince: Date | null;
  handOverReason: string | null;
  dueAt: Date | null;
  nudged: boolean;
  closedAt: Date | null;
  closeReason: CloseReason | null;
  score: number | null;
  comment: string | null;
  ratedAt: Date | null;
}

export const ConversationSchema = new EntitySchema<ConversationRow>({
  name: 'Conversation',
  tableName: 'conversation',
  target: Conversation,
  columns: {
    ...aggregateColumns,
    partitionNo: column.int(),
    contactId: column.ref(),
    customerId: column.nullable(column.ref()),
    status: column.varchar(16),
    wish: column.nullable(column.json()),
    agentId: column.nullable(column.varchar(64)),
    participants: column.json(),
    lastSeq: column.int(),
    lastMessageAt: column.nullable(column.time()),
    openedAt: column.time(),
    queuedAt: column.nullable(column.time()),
    waitingSince: column.nullable(column.time()),
    toldPosition: column.nullable(column.int()),
    attendedAt: column.nullable(column.time()),
    firstRepliedAt: column.nullable(column.time()),
    unansweredSince: column.nullable(column.time()),
    handOverReason: column.nullable(column.varchar(64)),
    dueAt: column.nullable(column.time()),
    nudged: column.flag(),
    closedAt: column.nullable(column.time()),
    closeReason: column.nullable(column.varchar(16)),
    score: column.nullable(column.int()),
    comment: sealed(column.nullable(column.text())),
    ratedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('conversation', { columns: ['contactId'], unique: true }),
    schemaIndex('conversation', { columns: ['customerId', 'id'] }),
    schemaIndex('conversation', { columns: ['status', 'id'] }),
    schemaIndex('conversation', { columns: ['agentId', 'status', 'id'] }),
    schemaIndex('conversation', { columns: ['dueAt', 'partitionNo'] }),
  ],
});
