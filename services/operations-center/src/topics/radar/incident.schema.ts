import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export interface IncidentSample {
  readonly kind: 'call' | 'chat' | 'ticket';
  readonly id: string;
}

/** A ticket of an incident beside its master ticket. */
export interface IncidentLink {
  readonly ticketId: string;
  /** Why it was refused: a code of ticket-center; null: it is linked. */
  readonly refused: string | null;
}

/** Something that seems to have happened, for a person to confirm. */
export interface IncidentRow {
  id: string;
  version: number;
  state: 'proposed' | 'confirmed' | 'dismissed';
  /** What is said: the weightiest first. */
  terms: string[];
  observed: number;
  /** Times 1,000, as `surprise`. */
  expected: number;
  surprise: number;
  /** How many of each kind. */
  kinds: Record<string, number>;
  samples: IncidentSample[];
  firstAt: Date;
  lastAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  ticketId: string | null;
  announcementId: string | null;
  /** What was asked to be linked; null: nothing yet. */
  links: readonly IncidentLink[] | null;
}

export const IncidentSchema = new EntitySchema<IncidentRow>({
  name: 'topic_incident',
  columns: {
    id: column.id(),
    version: column.int(),
    state: column.varchar(16),
    terms: column.json(),
    observed: column.int(),
    expected: column.bigint(),
    surprise: column.bigint(),
    kinds: column.json(),
    samples: column.json(),
    firstAt: column.time(),
    lastAt: column.time(),
    decidedBy: column.nullable(column.varchar(64)),
    decidedAt: column.nullable(column.time()),
    ticketId: column.nullable(column.ref()),
    announcementId: column.nullable(column.ref()),
    links: column.nullable(column.json()),
  },
  indices: [schemaIndex('topic_incident', { columns: ['lastAt'] })],
});
