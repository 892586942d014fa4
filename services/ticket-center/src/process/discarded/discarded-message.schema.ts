import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** A message that reached nobody; what it carried is gone. */
export interface DiscardedMessageRow {
  id: string;
  name: string;
  /** Empty: told by the name alone. */
  correlationKey: string;
  reason: DiscardReason;
  at: Date;
}

/** expired: it was kept, and its time is over; nobody-waited: it was for who wanted it at once. */
export type DiscardReason = 'expired' | 'nobody-waited';

export const DiscardedMessageSchema = new EntitySchema<DiscardedMessageRow>({
  name: 'process_discarded_message',
  columns: {
    id: column.id(),
    name: column.varchar(255),
    correlationKey: column.varchar(255),
    reason: column.varchar(16),
    at: column.time(),
  },
  indices: [
    schemaIndex('process_discarded_message', { columns: ['name', 'id'] }),
    schemaIndex('process_discarded_message', { columns: ['at'] }),
  ],
});
