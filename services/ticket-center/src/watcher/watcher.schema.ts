import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Somebody follows a ticket that need not be theirs. */
export interface Watcher {
  ticketId: string;
  personId: string;
  /** How they came to: of their own accord, put there by another, or named in a note. */
  reason: 'self' | 'other' | 'mention';
  addedBy: string;
  since: Date;
}

export const WatcherSchema = new EntitySchema<Watcher>({
  name: 'ticket_watcher',
  columns: {
    ticketId: column.primary(column.ref()),
    personId: column.primary(column.varchar(64)),
    reason: column.varchar(8),
    addedBy: column.varchar(64),
    since: column.time(),
  },
  indices: [schemaIndex('ticket_watcher', { columns: ['personId', 'ticketId'] })],
});
