import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Whether a course has helped with the item it was taken for: the agent's next work is judged. */
export interface Recheck {
  enrolmentId: string;
  agentId: string;
  itemKey: string;
  courseId: string;
  scorecardId: string;
  /** The evaluation the item was failed in. */
  formerId: string;
  /** Who judged that. */
  inspectorId: string | null;
  /** When the course was completed. */
  since: Date;
  /** The evaluation that looks at it again; null: nothing was finished yet. */
  nextId: string | null;
}

export const RecheckSchema = new EntitySchema<Recheck>({
  name: 'quality_recheck',
  columns: {
    enrolmentId: column.id(),
    agentId: column.varchar(64),
    itemKey: column.varchar(40),
    courseId: column.ref(),
    scorecardId: column.ref(),
    formerId: column.ref(),
    inspectorId: column.nullable(column.varchar(64)),
    since: column.time(),
    nextId: column.nullable(column.ref()),
  },
  indices: [
    schemaIndex('quality_recheck', { columns: ['agentId', 'nextId'] }),
    schemaIndex('quality_recheck', { columns: ['nextId'] }),
  ],
});
