import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import type { Change } from '../action/action.dto.js';
import type { Performed } from '../action/ticket-actions.js';

/**
 * Scheduled: it looks again later. Unclear: the condition is neither true nor false. Own-consequence and too-often: the loop guard
 * kept it from firing.
 */
export type LookOutcome = 'matched' | 'not-matched' | 'unclear' | 'scheduled' | 'own-consequence' | 'too-often';

/** What became of one rule in a run. */
export interface Look {
  readonly rule: string;
  readonly name: string;
  readonly version: number;
  readonly outcome: LookOutcome;
  readonly why: string | null;
  readonly changes: readonly Change[];
  readonly refused: Performed['refused'];
}

/** What rules did about one thing that happened to a ticket. */
export interface AutomationRunRow {
  id: string;
  ticketId: string;
  trigger: string;
  /** The event, or the timer. */
  cause: string;
  /** The event that it all began with. */
  root: string;
  /** Rules that had fired at the ticket by the same beginning. */
  depth: number;
  at: Date;
  lookedAt: number;
  matched: number;
  /** In order; of those that did not match only so many. */
  looks: Look[];
  /** Why rules were not looked at, or not all: `too-deep`, or the rule that stopped it. */
  stoppedBy: string | null;
  tookMs: number;
}

export const AutomationRunSchema = new EntitySchema<AutomationRunRow>({
  name: 'automation_run',
  columns: {
    id: column.id(),
    ticketId: column.ref(),
    trigger: column.varchar(32),
    cause: column.ref(),
    root: column.ref(),
    depth: column.int(),
    at: column.time(),
    lookedAt: column.int(),
    matched: column.int(),
    looks: sealed(column.json()),
    stoppedBy: column.nullable(column.ref()),
    tookMs: column.int(),
  },
  indices: [
    schemaIndex('automation_run', { columns: ['ticketId', 'id'] }),
    schemaIndex('automation_run', { columns: ['at'] }),
  ],
});

/** That a rule matched: found by rule and by ticket. */
export interface RuleFiringRow {
  rule: string;
  run: string;
  ticketId: string;
  /** The event that it all began with. */
  root: string;
  at: Date;
}

export const RuleFiringSchema = new EntitySchema<RuleFiringRow>({
  name: 'automation_firing',
  columns: {
    rule: column.primary(column.ref()),
    run: column.primary(column.ref()),
    ticketId: column.ref(),
    root: column.ref(),
    at: column.time(),
  },
  indices: [
    schemaIndex('automation_firing', { columns: ['rule', 'ticketId', 'at'] }),
    schemaIndex('automation_firing', { columns: ['ticketId', 'root'] }),
    schemaIndex('automation_firing', { columns: ['at'] }),
  ],
});
