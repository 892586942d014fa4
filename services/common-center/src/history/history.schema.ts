import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export type HistoryKind = 'contact' | 'interaction-event' | 'ticket' | 'task';

/** One contact, interaction event, ticket or task, as far as the events told. */
export interface HistoryEntry {
  id: string;
  kind: HistoryKind;
  /** Unknown while only events that do not name the customer have come. */
  customerId: string | null;
  number: string | null;
  /** Channel of a contact, type of the others. */
  type: string | null;
  status: string;
  outcome: string | null;
  /** When the event that set the status happened: an older one does not change it back. */
  statusAt: Date;
  /** When the earliest event happened. */
  startedAt: Date;
}

export const HistoryEntrySchema = new EntitySchema<HistoryEntry>({
  name: 'history_entry',
  columns: {
    id: column.id(),
    kind: column.varchar(32),
    customerId: column.nullable(column.ref()),
    number: column.nullable(column.varchar(32)),
    type: column.nullable(column.varchar(64)),
    status: column.varchar(32),
    outcome: column.nullable(column.varchar(32)),
    statusAt: column.time(),
    startedAt: column.time(),
  },
  indices: [schemaIndex('history_entry', { columns: ['customerId', 'startedAt'] })],
});

/** That two entries belong together; the smaller id first, so that a pair is there once. */
export const HistoryLinkSchema = new EntitySchema<{ firstId: string; secondId: string }>({
  name: 'history_link',
  columns: { firstId: column.primary(column.ref()), secondId: column.primary(column.ref()) },
  indices: [schemaIndex('history_link', { columns: ['secondId'] })],
});
