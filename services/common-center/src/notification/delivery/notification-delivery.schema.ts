import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { Channel } from '../kind/kind.js';

export type DeliveryState = 'waiting' | 'delivered' | 'failed';

/** One notification on its way over one channel. Where to is looked up when it is sent: addresses lie in one place. */
export interface NotificationDeliveryRow {
  id: string;
  notificationId: string;
  recipientId: string;
  channel: Exclude<Channel, 'in-app'>;
  /** Which hook; empty for the other channels. */
  hookId: string;
  partitionNo: number;
  /** It is gathered with the others that are due. */
  inDigest: boolean;
  subject: string;
  text: string;
  /** With its host. */
  link: string | null;
  state: DeliveryState;
  /** Since it was last put on its way. */
  attempts: number;
  /** null: it is not waiting. */
  dueAt: Date | null;
  createdAt: Date;
  finishedAt: Date | null;
}

export const NotificationDeliverySchema = new EntitySchema<NotificationDeliveryRow>({
  name: 'notification_delivery',
  columns: {
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
  indices: [
    schemaIndex('notification_delivery', { columns: ['notificationId', 'channel', 'hookId'], unique: true }),
    schemaIndex('notification_delivery', { columns: ['channel', 'partitionNo', 'dueAt'] }),
    schemaIndex('notification_delivery', { columns: ['state', 'id'] }),
    schemaIndex('notification_delivery', { columns: ['dueAt'] }),
    schemaIndex('notification_delivery', { columns: ['finishedAt'] }),
  ],
});

export interface NotificationAttemptRow {
  id: string;
  deliveryId: string;
  at: Date;
  /** `delivered`, or why not, as a code. */
  outcome: string;
  tookMs: number;
}

export const NotificationAttemptSchema = new EntitySchema<NotificationAttemptRow>({
  name: 'notification_attempt',
  columns: {
    id: column.id(),
    deliveryId: column.ref(),
    at: column.time(),
    outcome: column.varchar(64),
    tookMs: column.int(),
  },
  indices: [
    schemaIndex('notification_attempt', { columns: ['deliveryId', 'id'] }),
    schemaIndex('notification_attempt', { columns: ['at'] }),
  ],
});
