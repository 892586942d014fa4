import type { Question, QuestionType } from '#libs/quality-rules/exam/question';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** A version of a question; it never changes, but ends when it is replaced or retired. */
export interface QuestionRow {
  id: string;
  questionId: string;
  number: number;
  type: QuestionType;
  text: string;
  content: Question;
  /** Tags and knowledge points, each between bars: `|refund|tone|`. */
  labels: string;
  tags: string[];
  knowledgePoints: string[];
  difficulty: number;
  createdBy: string;
  createdAt: Date;
  endedAt: Date | null;
}

export const ExamQuestionSchema = new EntitySchema<QuestionRow>({
  name: 'exam_question',
  columns: {
    id: column.id(),
    questionId: column.ref(),
    number: column.int(),
    type: column.varchar(16),
    text: column.text(),
    content: column.json(),
    labels: column.text(),
    tags: column.json(),
    knowledgePoints: column.json(),
    difficulty: column.int(),
    createdBy: column.varchar(64),
    createdAt: column.time(),
    endedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('exam_question', { columns: ['questionId', 'number'], unique: true }),
    schemaIndex('exam_question', { columns: ['endedAt', 'questionId'] }),
  ],
});
