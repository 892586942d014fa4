import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** An agent, as the call centre has told of them. */
export interface LearnerRow {
  agentId: string;
  teamId: string | null;
  /** Null: the default one. */
  profileId: string | null;
  /** What it was told at. */
  toldAt: Date;
}

export const LearnerSchema = new EntitySchema<LearnerRow>({
  name: 'training_learner',
  columns: {
    agentId: column.primary(column.varchar(64)),
    teamId: column.nullable(column.varchar(64)),
    profileId: column.nullable(column.varchar(64)),
    toldAt: column.time(),
  },
  indices: [schemaIndex('training_learner', { columns: ['teamId', 'agentId'] })],
});
