import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Where an agent belongs and what they can do. The id is the agent's. */
export interface AgentAssignment {
  id: string;
  version: number;
  updatedAt: Date;
  teamId: string | null;
  /** Null: the default profile. */
  profileId: string | null;
  /** Levels 1 to 5 by the code of the skill. */
  skills: Record<string, number>;
  /** What the switch calls their telephone: a desk telephone, a softphone or a browser. Null: they have none. */
  extension: string | null;
}

export const AgentAssignmentSchema = new EntitySchema<AgentAssignment>({
  name: 'agent_assignment',
  columns: {
    ...aggregateColumns,
    teamId: column.nullable(column.ref()),
    profileId: column.nullable(column.ref()),
    skills: column.json(),
    extension: column.nullable(column.varchar(100)),
  },
  indices: [
    schemaIndex('agent_assignment', { columns: ['teamId'] }),
    schemaIndex('agent_assignment', { columns: ['profileId'] }),
  ],
});
