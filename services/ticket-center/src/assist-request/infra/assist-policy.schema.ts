import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Within what open time a team answers who asks it for help. */
export interface AssistPolicyRow {
  teamId: string;
  within: string;
  calendar: string;
  version: number;
}

export const AssistPolicySchema = new EntitySchema<AssistPolicyRow>({
  name: 'assist_policy',
  columns: {
    teamId: column.primary(column.varchar(64)),
    within: column.varchar(32),
    calendar: column.varchar(120),
    version: column.int(),
  },
});
