import type { SlaClock } from '#libs/business-time/sla/sla-clock';
import type { Metric } from '#libs/business-time/sla/sla-policy';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { SlaFact } from '../terms/sla-fact.js';
import type { Application } from '../terms/sla-terms.js';

/** All that a ticket's clocks are a function of, and what was said of them. */
export interface SlaTicketRow {
  ticketId: string;
  /** In order of time. */
  facts: SlaFact[];
  /** As it was promised when it happened. */
  applications: Application[];
  /** As it would have been promised by policies and calendars of a later time; the recomputation that says so. */
  recomputed: { readonly id: string; readonly applications: readonly Application[] } | null;
  /** Keys of the warnings and breaches that others were told of. */
  raised: string[];
}

const slaTicketColumns = {
  ticketId: column.primary(column.ref()),
  facts: column.json(),
  applications: column.json(),
  recomputed: column.nullable(column.json()),
  raised: column.json(),
};

export const SlaTicketSchema = new EntitySchema<SlaTicketRow>({ name: 'sla_ticket', columns: slaTicketColumns });

/** By what a clock was promised: then, or by the newest recomputation. */
export type Basis = 'promised' | 'recomputed';

/** Stopped: nothing was missed, and what it waited for will not come. */
export type Outcome = 'met' | 'missed' | 'running' | 'stopped';

/** A clock for reports and lists; the truth is in {@link SlaTicketRow}. Paused clocks are running. */
export interface SlaClockRow {
  ticketId: string;
  basis: Basis;
  metric: Metric;
  instance: number;
  /** The team of an OLA. */
  groupId: string | null;
  policyId: string | null;
  policyName: string | null;
  policyVersion: number | null;
  targetSeconds: number | null;
  elapsedSeconds: number | null;
  state: SlaClock['state'];
  outcome: Outcome;
  startedAt: Date;
  dueAt: Date | null;
  fulfilledAt: Date | null;
  missedAt: Date | null;
}

const slaClockColumns = {
  ticketId: column.primary(column.ref()),
  basis: column.primary(column.varchar(12)),
  metric: column.primary(column.varchar(16)),
  instance: column.primary(column.int()),
  groupId: column.nullable(column.varchar(64)),
  policyId: column.nullable(column.ref()),
  policyName: column.nullable(column.varchar(64)),
  policyVersion: column.nullable(column.int()),
  targetSeconds: column.nullable(column.int()),
  elapsedSeconds: column.nullable(column.int()),
  state: column.varchar(12),
  outcome: column.varchar(8),
  startedAt: column.time(),
  dueAt: column.nullable(column.time()),
  fulfilledAt: column.nullable(column.time()),
  missedAt: column.nullable(column.time()),
};
const slaClockIndices = [{ columns: ['basis', 'startedAt', 'ticketId'] }, { columns: ['basis', 'outcome', 'dueAt'] }];

export const SlaClockSchema = new EntitySchema<SlaClockRow>({
  name: 'sla_clock',
  columns: slaClockColumns,
  indices: slaClockIndices.map((index) => schemaIndex('sla_clock', index)),
});
