import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export type Trigger = 'failed-item' | 'joined-team' | 'certificate-expiring';

/** What somebody is to take when something happens. */
export interface AssignmentRuleRow {
  id: string;
  version: number;
  updatedAt: Date;
  happened: Trigger;
  /** The key of an item, a team, or the course that was certified. */
  matches: string;
  /** Of the item; null: of any. */
  scorecardId: string | null;
  courseId: string | null;
  pathId: string | null;
  dueDays: number;
  enabled: boolean;
}

export const AssignmentRuleSchema = new EntitySchema<AssignmentRuleRow>({
  name: 'training_rule',
  columns: {
    id: column.id(),
    version: column.int(),
    updatedAt: column.time(),
    happened: column.varchar(32),
    matches: column.varchar(128),
    scorecardId: column.nullable(column.ref()),
    courseId: column.nullable(column.ref()),
    pathId: column.nullable(column.ref()),
    dueDays: column.int(),
    enabled: column.flag(),
  },
  indices: [schemaIndex('training_rule', { columns: ['happened', 'matches'] })],
});
