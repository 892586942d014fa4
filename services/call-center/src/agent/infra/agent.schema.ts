import { journalSchema } from '#libs/persistence/rows/aggregate-store';
import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { Agent } from '../domain/agent.aggregate.js';
import type { Hands } from '../domain/hands.js';
import type { RoutingState, Standing } from '../domain/routing-state.js';
import type { NextStatus, StatusRequest } from '../domain/status.js';

/** An agent as it lies in its table, for queries. The id is that of the account. */
export interface AgentRow {
  id: string;
  version: number;
  updatedAt: Date;
  standing: Standing;
  standingReason: string | null;
  state: RoutingState;
  reason: string | null;
  since: Date;
  changes: number;
  readySince: Date | null;
  lastHandledEnd: Date | null;
  next: NextStatus | null;
  request: StatusRequest | null;
  hands: Hands;
  dueAt: Date | null;
}

export const AgentSchema = new EntitySchema<AgentRow>({
  name: 'Agent',
  tableName: 'agent',
  target: Agent,
  columns: {
    ...aggregateColumns,
    standing: column.varchar(32),
    standingReason: column.nullable(column.varchar(32)),
    state: column.varchar(32),
    reason: column.nullable(column.varchar(32)),
    since: column.time(),
    changes: column.int(),
    readySince: column.nullable(column.time()),
    lastHandledEnd: column.nullable(column.time()),
    next: column.nullable(column.json()),
    request: column.nullable(column.json()),
    hands: column.json(),
    dueAt: column.nullable(column.time()),
  },
  indices: [schemaIndex('agent', { columns: ['state', 'id'] }), schemaIndex('agent', { columns: ['dueAt'] })],
});

export const AgentJournalSchema = journalSchema('agent_journal');

export interface AgentEngagementRow {
  contactId: string;
  agentId: string;
}

/** Who has which contact, by the contact. */
export const AgentEngagementSchema = new EntitySchema<AgentEngagementRow>({
  name: 'agent_engagement',
  columns: { contactId: column.primary(column.ref()), agentId: column.primary(column.ref()) },
  indices: [schemaIndex('agent_engagement', { columns: ['agentId'] })],
});

export interface AgentStateChangeRow {
  agentId: string;
  /** Counts an agent's states from 1, without a gap. */
  seq: number;
  state: RoutingState;
  reason: string | null;
  at: Date;
}

/** The log of states: only ever added to, in the transaction that changes the state. All durations come from it. */
export const AgentStateChangeSchema = new EntitySchema<AgentStateChangeRow>({
  name: 'agent_state_change',
  columns: {
    agentId: column.primary(column.ref()),
    seq: column.primary(column.int()),
    state: column.varchar(32),
    reason: column.nullable(column.varchar(32)),
    at: column.time(),
  },
  indices: [schemaIndex('agent_state_change', { columns: ['agentId', 'at'] })],
});
