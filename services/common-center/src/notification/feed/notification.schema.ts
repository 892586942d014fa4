import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** What one person, or one team, is told of one event. */
export interface NotificationRow {
  id: string;
  /** Of an account, or of a team. */
  recipientId: string;
  kind: string;
  eventId: string;
  /** What it is about, e.g. a ticket. */
  subjectId: string;
  /** The number people know that by. */
  reference: string | null;
  /** Of the console, without its host. */
  link: string | null;
  title: string;
  body: string;
  /** Its place in the recipient's feed; null: it is not shown there, or not yet. */
  seq: number | null;
  /** When it is shown there; null: it was, or never is. */
  showAt: Date | null;
  readAt: Date | null;
  createdAt: Date;
}

export const NotificationSchema = new EntitySchema<NotificationRow>({
  name: 'notification',
  columns: {
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
  indices: [
    schemaIndex('notification', { columns: ['recipientId', 'eventId', 'kind'], unique: true }),
    schemaIndex('notification', { columns: ['recipientId', 'seq'] }),
    schemaIndex('notification', { columns: ['showAt'] }),
    schemaIndex('notification', { columns: ['createdAt'] }),
  ],
});

/** Where somebody's feed stands. Its row is locked while something comes in: whoever sees a number has seen all below it. */
export interface FeedRow {
  recipientId: string;
  lastSeq: number;
  unread: number;
  /** Grows with everything that comes in or is read. */
  changes: number;
}

export const FeedSchema = new EntitySchema<FeedRow>({
  name: 'notification_feed',
  columns: {
    recipientId: column.primary(column.ref()),
    lastSeq: column.int(),
    unread: column.int(),
    changes: column.int(),
  },
});
