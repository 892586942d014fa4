import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Where the tenant's feed stands. Its row is locked while an event comes in: whoever sees a place has seen all below it. */
export interface EventFeedRow {
  id: string;
  version: number;
  /** 0: nothing is kept. */
  keepDays: number;
  lastSeq: number;
  /** All up to here were kept, and are no longer. */
  cutSeq: number;
}

export const EventFeedSchema = new EntitySchema<EventFeedRow>({
  name: 'event_feed',
  columns: {
    id: column.id(),
    version: column.int(),
    keepDays: column.int(),
    lastSeq: column.bigint(),
    cutSeq: column.bigint(),
  },
});

export interface KeptEventRow {
  seq: number;
  eventId: string;
  /** The envelope as it was published. */
  body: string;
  /** When it came in here. */
  at: Date;
}

export const KeptEventSchema = new EntitySchema<KeptEventRow>({
  name: 'kept_event',
  columns: {
    seq: column.primary(column.bigint()),
    eventId: column.ref(),
    body: column.text(),
    at: column.time(),
  },
  indices: [schemaIndex('kept_event', { columns: ['eventId'], unique: true })],
});
