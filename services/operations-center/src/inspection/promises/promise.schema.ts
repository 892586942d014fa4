import type { InspectedKind } from '#libs/contracts/operations-center/inspection-events';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** What an agent promised, until it was kept or its time was over. */
export interface PromiseRow {
  id: string;
  findingId: string;
  subjectId: string;
  kind: InspectedKind;
  rule: string;
  customerId: string | null;
  agentId: string | null;
  keptBy: 'callback' | 'ticket' | 'any';
  saidAt: Date;
  dueAt: Date;
  state: 'open' | 'kept' | 'broken';
  /** What kept it: a code. */
  settledBy: string | null;
  settledAt: Date | null;
}

export const PromiseSchema = new EntitySchema<PromiseRow>({
  name: 'inspection_promise',
  columns: {
    id: column.id(),
    findingId: column.ref(),
    subjectId: column.ref(),
    kind: column.varchar(8),
    rule: column.varchar(64),
    customerId: column.nullable(column.ref()),
    agentId: column.nullable(column.varchar(64)),
    keptBy: column.varchar(16),
    saidAt: column.time(),
    dueAt: column.time(),
    state: column.varchar(8),
    settledBy: column.nullable(column.varchar(32)),
    settledAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('inspection_promise', { columns: ['findingId'], unique: true }),
    schemaIndex('inspection_promise', { columns: ['state', 'dueAt'] }),
    schemaIndex('inspection_promise', { columns: ['customerId', 'state'] }),
    schemaIndex('inspection_promise', { columns: ['subjectId'] }),
  ],
});
