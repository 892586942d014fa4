import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { Recomputed } from '../../figures/figures.api.js';
import type { TicketDifference } from '../tickets/ticket-differences.js';

/** What a night found of a day. */
export interface Night {
  /** Of the tenant, e.g. 2026-11-22. */
  date: string;
  at: Date;
  /** How much differed. */
  differences: number;
  /** How much still does after the repair. */
  remaining: number;
  /** When that was known; null: whoever repaired it did not get so far. */
  settledAt: Date | null;
}

/** A day that was made again from the facts, and what differed. */
export interface Reconciled extends Night {
  /** That had a part in the day. */
  contacts: number;
  /** The first of them. */
  sample: Recomputed['differences'];
}

/** What tickets are counted from, beside the tickets. */
export interface TicketsReconciled extends Night {
  /** That were looked at: unfinished here or there. */
  tickets: number;
  /** The first of them. */
  sample: readonly TicketDifference[];
}

/** Something of a contact that is not counted as call-center told of it. */
export interface ContactDifference {
  readonly contactId: string;
  /** Nights of before do not say: it was missing. */
  readonly name?: 'missing' | 'differing' | 'surplus';
  /** Of facts, e.g. `connected`. */
  readonly what: string;
  readonly at: string;
  /** It came to, where it did. */
  readonly queueId: string | null;
}

/** What contacts are counted from, beside what was told of them. */
export interface ContactsReconciled extends Night {
  /** That began on the day. */
  contacts: number;
  /** The first of them. */
  sample: readonly ContactDifference[];
}

const night = {
  date: column.primary(column.varchar(10)),
  at: column.time(),
  differences: column.int(),
  remaining: column.int(),
  settledAt: column.nullable(column.time()),
  sample: column.json(),
};

export const ReconciledSchema = new EntitySchema<Reconciled>({
  name: 'monitor_reconciliation',
  columns: { ...night, contacts: column.int() },
});

export const TicketsReconciledSchema = new EntitySchema<TicketsReconciled>({
  name: 'monitor_ticket_reconciliation',
  columns: { ...night, tickets: column.int() },
});

export const ContactsReconciledSchema = new EntitySchema<ContactsReconciled>({
  name: 'monitor_contact_reconciliation',
  columns: { ...night, contacts: column.int() },
});
