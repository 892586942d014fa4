import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** A SOP that somebody followed to its end, or left. */
export interface SopOutcome {
  runId: string;
  sop: string;
  sopVersion: number;
  /** Null: it was left. */
  ended: 'solved' | 'escalated' | 'unsolved' | null;
  /** Of a contact, a ticket or a conversation. */
  subjectId: string;
  agentId: string;
  teamId: string | null;
  /** ms since the epoch */
  endedAt: number;
}

export const SopOutcomeSchema = new EntitySchema<SopOutcome>({
  name: 'outcome_sop',
  columns: {
    ...{ runId: column.id(), sop: column.varchar(120), sopVersion: column.int() },
    ...{ ended: column.nullable(column.varchar(16)), subjectId: column.ref() },
    ...{ agentId: column.varchar(64), teamId: column.nullable(column.varchar(64)), endedAt: column.bigint() },
  },
  indices: [schemaIndex('outcome_sop', { columns: ['endedAt'] })],
});
