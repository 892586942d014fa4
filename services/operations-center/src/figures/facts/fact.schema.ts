import { column, schemaIndex } from '#libs/persistence/rows/columns';
import type { Channel, RoutingState } from '#libs/contracts/call-center/call-events';
import { EntitySchema } from 'typeorm';
import type { Fact } from '../journey/fact.js';

/** All that was told of a contact: what every figure of it can be made from again. */
export interface FigureContact {
  contactId: string;
  facts: Fact[];
  firstAt: Date;
  lastAt: Date;
}

export const FigureContactSchema = new EntitySchema<FigureContact>({
  name: 'figure_contact',
  columns: {
    contactId: column.primary(column.ref()),
    facts: column.json(),
    firstAt: column.time(),
    lastAt: column.time(),
  },
  indices: [schemaIndex('figure_contact', { columns: ['lastAt'] })],
});

/** What an agent became, as told; the log has no gaps once all is told. */
export interface FigureAgentState {
  agentId: string;
  seq: number;
  /** The agent's when it was told; null: none. */
  teamId: string | null;
  state: RoutingState;
  reason: string | null;
  at: Date;
}

export const FigureAgentStateSchema = new EntitySchema<FigureAgentState>({
  name: 'figure_agent_state',
  columns: {
    agentId: column.primary(column.varchar(64)),
    seq: column.primary(column.int()),
    teamId: column.nullable(column.ref()),
    state: column.varchar(32),
    reason: column.nullable(column.varchar(64)),
    at: column.time(),
  },
  indices: [schemaIndex('figure_agent_state', { columns: ['at'] })],
});

/** An agent as last told. */
export type FigureAgent = FigureAgentState;

export const FigureAgentSchema = new EntitySchema<FigureAgent>({
  name: 'figure_agent',
  columns: {
    agentId: column.primary(column.varchar(64)),
    seq: column.int(),
    teamId: column.nullable(column.ref()),
    state: column.varchar(32),
    reason: column.nullable(column.varchar(64)),
    at: column.time(),
  },
  indices: [schemaIndex('figure_agent', { columns: ['state', 'teamId'] })],
});

/** What figures need to know of queues, teams, profiles and who is in which, as last told. */
export interface FigureSetup {
  kind: 'queue' | 'team' | 'profile' | 'agent';
  id: string;
  content: SetupContent;
  toldAt: Date;
}

export interface SetupContent {
  readonly name?: string;
  readonly product?: string | null;
  readonly serviceLevelSeconds?: number;
  readonly shortAbandonSeconds?: number;
  readonly serviceLevelPercent?: number;
  readonly channels?: readonly Channel[];
  readonly isDefault?: boolean;
  readonly queueIds?: readonly string[];
  readonly teamId?: string | null;
  readonly profileId?: string | null;
  /** Levels by code. */
  readonly skills?: Readonly<Record<string, number>>;
  readonly isRemoved?: boolean;
}

export const FigureSetupSchema = new EntitySchema<FigureSetup>({
  name: 'figure_setup',
  columns: {
    kind: column.primary(column.varchar(16)),
    id: column.primary(column.varchar(64)),
    content: column.json(),
    toldAt: column.time(),
  },
});
