import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import { CallLeg, type Digits, type LegRole, type LegState } from '../domain/call-leg.aggregate.js';
import type { Answerer, EndCause } from '../domain/switch-event.js';

/** A leg as it lies in its table, for queries. */
export interface CallLegRow {
  id: string;
  version: number;
  updatedAt: Date;
  contactId: string;
  role: LegRole;
  agentId: string | null;
  direction: 'inbound' | 'outbound';
  bridgesTo: string | null;
  releases: string | null;
  reservationId: string | null;
  startedAt: Date;
  state: LegState;
  since: Date;
  peerId: string | null;
  conference: string | null;
  monitors: string | null;
  answerer: Answerer | null;
  endCause: EndCause | null;
  recordings: { file: string; startedAt: string; endedAt: string | null }[];
  collected: Digits | null;
  lastOrder: string | null;
}

export const CallLegSchema = new EntitySchema<CallLegRow>({
  name: 'CallLeg',
  tableName: 'call_leg',
  target: CallLeg,
  columns: {
    ...aggregateColumns,
    contactId: column.ref(),
    role: column.varchar(16),
    agentId: column.nullable(column.varchar(64)),
    direction: column.varchar(16),
    bridgesTo: column.nullable(column.ref()),
    releases: column.nullable(column.ref()),
    reservationId: column.nullable(column.varchar(64)),
    startedAt: column.time(),
    state: column.varchar(16),
    since: column.time(),
    peerId: column.nullable(column.ref()),
    conference: column.nullable(column.varchar(100)),
    monitors: column.nullable(column.varchar(64)),
    answerer: column.nullable(column.varchar(16)),
    endCause: column.nullable(column.varchar(16)),
    recordings: column.json(),
    collected: sealed(column.nullable(column.json())),
    lastOrder: column.nullable(column.varchar(32)),
  },
  indices: [
    schemaIndex('call_leg', { columns: ['contactId', 'id'] }),
    schemaIndex('call_leg', { columns: ['state', 'id'] }),
    schemaIndex('call_leg', { columns: ['state', 'since'] }),
    schemaIndex('call_leg', { columns: ['reservationId'], unique: true }),
  ],
});
