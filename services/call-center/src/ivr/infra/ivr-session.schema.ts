import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import type { Asked } from '../contact-queue.js';
import type { Exit, Opening, SessionState } from '../domain/dialogue/session-state.js';
import type { Step } from '../domain/dialogue/step.js';
import { IvrSession } from '../domain/ivr-session.aggregate.js';

/** A dialogue as it lies in its table, for queries. */
export interface IvrSessionRow {
  id: string;
  version: number;
  updatedAt: Date;
  callId: string;
  contactId: string;
  customerId: string | null;
  flowId: string;
  flowVersion: number;
  opening: Opening;
  state: SessionState;
  steps: Step[];
  effects: number;
  /** What was asked of people. */
  asked: Asked | null;
  exit: Exit | null;
  exitNode: string | null;
  contained: boolean | null;
  startedAt: Date;
  endedAt: Date | null;
}

export const IvrSessionSchema = new EntitySchema<IvrSessionRow>({
  name: 'IvrSession',
  tableName: 'ivr_session',
  target: IvrSession,
  columns: {
    ...aggregateColumns,
    callId: column.varchar(120),
    contactId: column.ref(),
    customerId: column.nullable(column.ref()),
    flowId: column.ref(),
    flowVersion: column.int(),
    opening: sealed(column.json()),
    state: sealed(column.json()),
    steps: sealed(column.json()),
    effects: column.int(),
    asked: sealed(column.nullable(column.json())),
    exit: column.nullable(column.varchar(16)),
    exitNode: column.nullable(column.varchar(64)),
    contained: column.nullable(column.flag()),
    startedAt: column.time(),
    endedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('ivr_session', { columns: ['callId'], unique: true }),
    schemaIndex('ivr_session', { columns: ['contactId'] }),
    schemaIndex('ivr_session', { columns: ['endedAt', 'updatedAt'] }),
    schemaIndex('ivr_session', { columns: ['flowId', 'flowVersion', 'exit', 'exitNode'] }),
  ],
});

/** How often an ended dialogue came to a node. */
export interface IvrNodeCount {
  sessionId: string;
  node: string;
  flowId: string;
  flowVersion: number;
  visits: number;
  exhausted: number;
}

export const IvrNodeCountSchema = new EntitySchema<IvrNodeCount>({
  name: 'ivr_node_count',
  columns: {
    sessionId: column.primary(column.ref()),
    node: column.primary(column.varchar(64)),
    flowId: column.ref(),
    flowVersion: column.int(),
    visits: column.int(),
    exhausted: column.int(),
  },
  indices: [schemaIndex('ivr_node_count', { columns: ['flowId', 'flowVersion', 'node'] })],
});
