import type { RoutingState } from '#libs/contracts/call-center/call-events';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** What call-center tells of an agent. */
export interface PoolAgentRow {
  agentId: string;
  teamId: string | null;
  /** Levels by code. */
  skills: Record<string, number>;
  state: RoutingState;
  /** Of the state: an older one that comes late is no news. */
  stateSeq: number;
}

export const PoolAgentSchema = new EntitySchema<PoolAgentRow>({
  name: 'pool_agent',
  columns: {
    agentId: column.primary(column.varchar(64)),
    teamId: column.nullable(column.varchar(64)),
    skills: column.json(),
    state: column.varchar(24),
    stateSeq: column.int(),
  },
  indices: [schemaIndex('pool_agent', { columns: ['state'] })],
});
