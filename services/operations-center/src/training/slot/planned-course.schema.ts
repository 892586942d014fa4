import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** A course with a due date, for which there is to be time in the roster. */
export interface PlannedCourseRow {
  enrolmentId: string;
  courseId: string;
  personId: string;
  dueAt: Date;
  /** When it is looked next whether there is time for it; null: when their schedule changes. */
  lookAt: Date | null;
  /** For which there is no time in what is published. */
  missingMinutes: number;
}

export const PlannedCourseSchema = new EntitySchema<PlannedCourseRow>({
  name: 'training_planned_course',
  columns: {
    enrolmentId: column.id(),
    courseId: column.ref(),
    personId: column.varchar(64),
    dueAt: column.time(),
    lookAt: column.nullable(column.time()),
    missingMinutes: column.int(),
  },
  indices: [
    schemaIndex('training_planned_course', { columns: ['lookAt', 'enrolmentId'] }),
    schemaIndex('training_planned_course', { columns: ['personId'] }),
  ],
});
