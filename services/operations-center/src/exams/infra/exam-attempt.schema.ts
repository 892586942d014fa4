import { journalSchema } from '#libs/persistence/rows/aggregate-store';
import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { ExamAttempt } from '../domain/exam-attempt.aggregate.js';
import type { Appeal, AttemptStatus, FormerResult, SavedAnswer } from '../domain/exam-attempt-record.js';
import type { Proctored } from '../domain/exam-attempt.events.js';
import type { ExamTerms, Grade, PaperQuestion } from '../domain/exam-rules.js';
import type { Marks } from '../domain/marks.js';

export interface ExamAttemptRow {
  id: string;
  version: number;
  updatedAt: Date;
  examId: string;
  paperId: string;
  candidateId: string;
  number: number;
  seed: number;
  device: string;
  status: AttemptStatus;
  startedAt: Date;
  deadlineAt: Date;
  dueAt: Date | null;
  liveKey: string | null;
  terms: ExamTerms;
  questions: PaperQuestion[];
  answers: Record<string, SavedAnswer>;
  signs: Partial<Record<Proctored, number>>;
  handedInAt: Date | null;
  handedInBy: 'candidate' | 'deadline' | null;
  marks: Marks;
  result: Grade | null;
  releasedAt: Date | null;
  history: FormerResult[];
  appeal: Appeal | null;
}

export const ExamAttemptSchema = new EntitySchema<ExamAttemptRow>({
  name: 'ExamAttempt',
  tableName: 'exam_attempt',
  target: ExamAttempt,
  columns: {
    ...aggregateColumns,
    examId: column.ref(),
    paperId: column.ref(),
    candidateId: column.varchar(64),
    number: column.int(),
    seed: column.int(),
    device: column.varchar(64),
    status: column.varchar(16),
    startedAt: column.time(),
    deadlineAt: column.time(),
    dueAt: column.nullable(column.time()),
    liveKey: column.nullable(column.varchar(128)),
    terms: column.json(),
    questions: column.json(),
    answers: column.json(),
    signs: column.json(),
    handedInAt: column.nullable(column.time()),
    handedInBy: column.nullable(column.varchar(16)),
    marks: column.json(),
    result: column.nullable(column.json()),
    releasedAt: column.nullable(column.time()),
    history: column.json(),
    appeal: column.nullable(column.json()),
  },
  indices: [
    schemaIndex('exam_attempt', { columns: ['liveKey'], unique: true }),
    schemaIndex('exam_attempt', { columns: ['candidateId', 'examId', 'number'], unique: true }),
    schemaIndex('exam_attempt', { columns: ['dueAt', 'id'] }),
    schemaIndex('exam_attempt', { columns: ['examId', 'status', 'id'] }),
  ],
});

export const ExamAttemptJournalSchema = journalSchema('exam_attempt_journal');

/** An answer that people have to mark, and who has. */
export interface MarkingTaskRow {
  attemptId: string;
  questionId: string;
  examId: string;
  candidateId: string;
  /** How many have marked it. */
  given: number;
  firstBy: string | null;
  secondBy: string | null;
}

export const MarkingTaskSchema = new EntitySchema<MarkingTaskRow>({
  name: 'exam_marking_task',
  columns: {
    attemptId: column.primary(column.ref()),
    questionId: column.primary(column.ref()),
    examId: column.ref(),
    candidateId: column.varchar(64),
    given: column.int(),
    firstBy: column.nullable(column.varchar(64)),
    secondBy: column.nullable(column.varchar(64)),
  },
  indices: [schemaIndex('exam_marking_task', { columns: ['examId', 'attemptId'] })],
});
