import { journalSchema } from '#libs/persistence/rows/aggregate-store';
import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { CourseUnit } from '../domain/course-units.js';
import { Enrolment, type EnrolmentStatus, type Origin, type UnitProgress } from '../domain/enrolment.aggregate.js';

export interface EnrolmentRow {
  id: string;
  version: number;
  updatedAt: Date;
  courseId: string;
  courseVersion: number;
  personId: string;
  units: CourseUnit[];
  inOrder: boolean;
  origin: Origin;
  /** In which the item of its origin was failed. */
  evaluationId: string | null;
  status: EnrolmentStatus;
  progress: Record<string, UnitProgress>;
  assignedAt: Date;
  dueAt: Date | null;
  remindAt: Date | null;
  openKey: string | null;
  overdue: boolean;
  completedAt: Date | null;
}

export const EnrolmentSchema = new EntitySchema<EnrolmentRow>({
  name: 'Enrolment',
  tableName: 'training_enrolment',
  target: Enrolment,
  columns: {
    ...aggregateColumns,
    courseId: column.ref(),
    courseVersion: column.int(),
    personId: column.varchar(64),
    units: column.json(),
    inOrder: column.flag(),
    origin: column.json(),
    evaluationId: column.nullable(column.ref()),
    status: column.varchar(16),
    progress: column.json(),
    assignedAt: column.time(),
    dueAt: column.nullable(column.time()),
    remindAt: column.nullable(column.time()),
    openKey: column.nullable(column.varchar(128)),
    overdue: column.flag(),
    completedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('training_enrolment', { columns: ['openKey'], unique: true }),
    schemaIndex('training_enrolment', { columns: ['remindAt', 'id'] }),
    schemaIndex('training_enrolment', { columns: ['personId', 'id'] }),
    schemaIndex('training_enrolment', { columns: ['evaluationId'] }),
    schemaIndex('training_enrolment', { columns: ['courseId', 'status', 'id'] }),
  ],
});

export const EnrolmentJournalSchema = journalSchema('training_enrolment_journal');

/** An exam that an enrolment waits for. */
export interface AwaitedExamRow {
  enrolmentId: string;
  examId: string;
  personId: string;
}

export const AwaitedExamSchema = new EntitySchema<AwaitedExamRow>({
  name: 'training_awaited_exam',
  columns: {
    enrolmentId: column.primary(column.ref()),
    examId: column.primary(column.ref()),
    personId: column.varchar(64),
  },
  indices: [schemaIndex('training_awaited_exam', { columns: ['examId', 'personId'] })],
});
