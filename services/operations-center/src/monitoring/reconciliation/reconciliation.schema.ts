import { column } from '#libs/persistence/columns';
import { EntitySchema } from 'typeorm';
import type { Recomputed } from '../../figures/figures.api.js';

/** A day that was made again from the facts, and what differed. */
export interface Reconciled {
  /** Of the tenant, e.g. 2026-11-22. */
  date: string;
  at: Date;
  /** That had a part in the day. */
  contacts: number;
  /** How many numbers differed. */
  differences: number;
  /** How many still do after the repair. */
  remaining: number;
  /** When that was known; null: whoever repaired it did not get so far. */
  settledAt: Date | null;
  /** The first of them. */
  sample: Recomputed['differences'];
}

export const ReconciledSchema = new EntitySchema<Reconciled>({
  name: 'monitor_reconciliation',
  columns: {
    date: column.primary(column.varchar(10)),
    at: column.time(),
    contacts: column.int(),
    differences: column.int(),
    remaining: column.int(),
    settledAt: column.nullable(column.time()),
    sample: column.json(),
  },
});
