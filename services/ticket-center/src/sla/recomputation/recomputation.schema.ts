import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { TicketRange } from '../../ticket/ticket.api.js';
import type { Outcome, SlaClockRow } from '../ticket/sla-ticket.schema.js';

/** How many clocks came to what. */
export type Outcomes = Readonly<Record<Outcome, number>>;

/** Policies and calendars of now, applied to what happened before. */
export interface RecomputationRow {
  id: string;
  range: TicketRange;
  reason: string;
  orderedBy: string;
  orderedAt: Date;
  state: 'running' | 'done' | 'stopped';
  total: number;
  /** The last ticket that is done; empty: none is. It goes on behind it, whoever does. */
  reached: string;
  done: number;
  /** Tickets whose numbers are others now. */
  changed: number;
  failed: number;
  before: Outcomes;
  after: Outcomes;
  endedAt: Date | null;
}

const recomputationColumns = {
  id: column.id(),
  range: column.json(),
  reason: column.varchar(2_000),
  orderedBy: column.varchar(64),
  orderedAt: column.time(),
  state: column.varchar(8),
  total: column.int(),
  reached: column.varchar(36),
  done: column.int(),
  changed: column.int(),
  failed: column.int(),
  before: column.json(),
  after: column.json(),
  endedAt: column.nullable(column.time()),
};
const recomputationIndex = { columns: ['state', 'id'] };

export const RecomputationSchema = new EntitySchema<RecomputationRow>({
  name: 'sla_recomputation',
  columns: recomputationColumns,
  indices: [schemaIndex('sla_recomputation', recomputationIndex)],
});

/** A ticket whose numbers are others now: both. */
export interface RecomputedTicketRow {
  recomputation: string;
  ticketId: string;
  before: ComparedClock[];
  after: ComparedClock[];
}

export type ComparedClock = Pick<
  SlaClockRow,
  'metric' | 'instance' | 'policyName' | 'policyVersion' | 'outcome' | 'targetSeconds' | 'elapsedSeconds'
> & {
  /** ISO-8601. */
  readonly dueAt: string | null;
};

const recomputedTicketColumns = {
  recomputation: column.primary(column.ref()),
  ticketId: column.primary(column.ref()),
  before: column.json(),
  after: column.json(),
};

export const RecomputedTicketSchema = new EntitySchema<RecomputedTicketRow>({
  name: 'sla_recomputed_ticket',
  columns: recomputedTicketColumns,
});
