import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Who answers in a role, e.g. `team-lead`, for a team. */
export interface ResponsibleRow {
  role: string;
  /** Empty: for all that have nobody of their own. */
  teamId: string;
  people: string[];
}

export const ResponsibleSchema = new EntitySchema<ResponsibleRow>({
  name: 'responsible',
  columns: {
    role: column.primary(column.varchar(64)),
    teamId: column.primary(column.varchar(64)),
    people: column.json(),
  },
});
