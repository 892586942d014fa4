import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** What somebody is to work on after an evaluation. */
export interface CoachingTask {
  id: string;
  version: number;
  evaluationId: string;
  personId: string;
  itemKeys: readonly string[];
  goal: string;
  givenBy: string;
  givenAt: Date;
  dueAt: Date;
  /** When it is told that it is due; null: it was, or it is done. */
  remindAt: Date | null;
  doneAt: Date | null;
  /** What the person says of it. */
  note: string | null;
}

export const CoachingTaskSchema = new EntitySchema<CoachingTask>({
  name: 'coaching_task',
  columns: {
    id: column.id(),
    version: column.int(),
    evaluationId: column.ref(),
    personId: column.varchar(64),
    itemKeys: column.json(),
    goal: column.text(),
    givenBy: column.varchar(64),
    givenAt: column.time(),
    dueAt: column.time(),
    remindAt: column.nullable(column.time()),
    doneAt: column.nullable(column.time()),
    note: column.nullable(column.text()),
  },
  indices: [
    schemaIndex('coaching_task', { columns: ['personId', 'id'] }),
    schemaIndex('coaching_task', { columns: ['evaluationId'] }),
    schemaIndex('coaching_task', { columns: ['remindAt'] }),
  ],
});
