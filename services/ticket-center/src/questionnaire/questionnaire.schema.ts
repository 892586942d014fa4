import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import type { Answers, QuestionnaireContent } from './judging/content.js';

export interface QuestionnaireRow {
  name: string;
  /** The newest published version; 0: none. */
  latest: number;
  draft: QuestionnaireContent | null;
  version: number;
}

export const QuestionnaireSchema = new EntitySchema<QuestionnaireRow>({
  name: 'questionnaire',
  columns: {
    name: column.primary(column.varchar(64)),
    latest: column.int(),
    draft: column.nullable(column.json()),
    version: column.int(),
  },
});

export interface QuestionnaireVersionRow {
  name: string;
  version: number;
  content: QuestionnaireContent;
  publishedAt: Date;
  publishedBy: string;
}

export const QuestionnaireVersionSchema = new EntitySchema<QuestionnaireVersionRow>({
  name: 'questionnaire_version',
  columns: {
    name: column.primary(column.varchar(64)),
    version: column.primary(column.int()),
    content: column.json(),
    publishedAt: column.time(),
    publishedBy: column.varchar(64),
  },
});

export type SubjectKind = 'task' | 'ticket' | 'visit' | 'contact';

/** What somebody answered, whole, to the version they were asked. */
export interface ResponseRow {
  id: string;
  questionnaire: string;
  version: number;
  subjectKind: SubjectKind;
  subjectId: string;
  customerId: string | null;
  planId: string | null;
  answers: Answers;
  score: number | null;
  satisfaction: number | null;
  answeredAt: Date;
  recordedBy: string;
}

/** In hundredths: a score has two decimals. */
const score = {
  ...column.nullable(column.int()),
  transformer: {
    to: (value: number | null) => (value === null ? null : Math.round(value * 100)),
    from: (read: number | null) => (read === null ? null : read / 100),
  },
};

export const ResponseSchema = new EntitySchema<ResponseRow>({
  name: 'questionnaire_response',
  columns: {
    id: column.id(),
    questionnaire: column.varchar(64),
    version: column.int(),
    subjectKind: column.varchar(16),
    subjectId: column.ref(),
    customerId: column.nullable(column.ref()),
    planId: column.nullable(column.ref()),
    answers: sealed(column.json()),
    score,
    satisfaction: column.nullable(column.int()),
    answeredAt: column.time(),
    recordedBy: column.varchar(64),
  },
  indices: [
    schemaIndex('questionnaire_response', { columns: ['subjectId', 'questionnaire'], unique: true }),
    schemaIndex('questionnaire_response', { columns: ['questionnaire', 'id'] }),
    schemaIndex('questionnaire_response', { columns: ['customerId', 'id'] }),
  ],
});

/** One value of one answer, to be counted; texts are not. */
export interface AnswerRow {
  id: string;
  questionnaire: string;
  version: number;
  questionId: string;
  planId: string | null;
  value: string;
}

export const AnswerSchema = new EntitySchema<AnswerRow>({
  name: 'questionnaire_answer',
  columns: {
    id: column.id(),
    questionnaire: column.varchar(64),
    version: column.int(),
    questionId: column.varchar(64),
    planId: column.nullable(column.ref()),
    value: column.varchar(64),
  },
  indices: [
    schemaIndex('questionnaire_answer', { columns: ['questionnaire', 'version', 'questionId', 'value'] }),
    schemaIndex('questionnaire_answer', { columns: ['planId', 'questionId', 'value'] }),
  ],
});

export const questionnaireEntities = [QuestionnaireSchema, QuestionnaireVersionSchema, ResponseSchema, AnswerSchema];
