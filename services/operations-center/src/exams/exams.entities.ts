import { ExamAttemptJournalSchema, ExamAttemptSchema, MarkingTaskSchema } from './infra/exam-attempt.schema.js';
import { ExamPaperSchema, ExamSchema } from './paper/exam.schema.js';
import { ExamQuestionSchema } from './question/exam-question.schema.js';

export const EXAMS_ENTITIES = [
  ...[ExamQuestionSchema, ExamSchema, ExamPaperSchema],
  ...[ExamAttemptSchema, ExamAttemptJournalSchema, MarkingTaskSchema],
];
