import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export type EscalationState = 'running' | 'acknowledged' | 'cancelled' | 'exhausted';

/** A ticket that goes up a chain, by the version the chain had when it began. */
export interface EscalationRow {
  id: string;
  ticketId: string;
  chainId: string;
  chainVersion: number;
  cause: string;
  state: EscalationState;
  startedAt: Date;
  endedAt: Date | null;
  /** Who acknowledged it. */
  endedBy: string | null;
}

const escalationColumns = {
  id: column.id(),
  ticketId: column.ref(),
  chainId: column.ref(),
  chainVersion: column.int(),
  cause: column.varchar(16),
  state: column.varchar(16),
  startedAt: column.time(),
  endedAt: column.nullable(column.time()),
  endedBy: column.nullable(column.varchar(64)),
};

export const EscalationSchema = new EntitySchema<EscalationRow>({
  name: 'escalation',
  columns: escalationColumns,
  indices: [
    schemaIndex('escalation', { columns: ['ticketId', 'state'] }),
    schemaIndex('escalation', { columns: ['state', 'id'] }),
  ],
});

/** A step that was taken: its key is what makes it happen once. */
export interface EscalationStepRow {
  escalationId: string;
  /** From 1. */
  step: number;
  round: number;
  at: Date;
  people: string[];
  done: string[];
  /** What the ticket refused: the deed and the code. */
  refused: { readonly deed: string; readonly code: string }[];
}

export const EscalationStepSchema = new EntitySchema<EscalationStepRow>({
  name: 'escalation_step',
  columns: {
    escalationId: column.primary(column.ref()),
    step: column.primary(column.int()),
    round: column.primary(column.int()),
    at: column.time(),
    people: column.json(),
    done: column.json(),
    refused: column.json(),
  },
});
