import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { Question, SurveyKind } from './figures.js';

/** Some questions to some people, from when it is opened until it is closed. */
export interface SurveyRow {
  id: string;
  version: number;
  title: string;
  kind: SurveyKind;
  questions: Question[];
  /** Among agents: whoever is one of these; of customers: empty. */
  audience: string[];
  isAnonymous: boolean;
  /** Fewer replies show no figures. */
  fewestReplies: number;
  state: 'draft' | 'open' | 'closed';
  opensAt: Date | null;
  closesAt: Date | null;
  /** Who were asked; null: it is not known. */
  invited: number | null;
  replies: number;
  /** Makes keys of those who reply, so that each replies once and nobody can tell who. */
  salt: string;
  createdAt: Date;
}

export const SurveySchema = new EntitySchema<SurveyRow>({
  name: 'survey',
  columns: {
    id: column.id(),
    version: column.int(),
    title: column.varchar(200),
    kind: column.varchar(8),
    questions: column.json(),
    audience: column.json(),
    isAnonymous: column.flag(),
    fewestReplies: column.int(),
    state: column.varchar(8),
    opensAt: column.nullable(column.time()),
    closesAt: column.nullable(column.time()),
    invited: column.nullable(column.int()),
    replies: column.int(),
    salt: column.varchar(64),
    createdAt: column.time(),
  },
  indices: [schemaIndex('survey', { columns: ['state', 'id'] })],
});

/** What one respondent said. Of an anonymous survey: in no order of time, and without who. */
export interface ReplyRow {
  id: string;
  surveyId: string;
  replyKey: string;
  respondentId: string | null;
  at: Date | null;
  answers: Record<string, number | string>;
}

export const ReplySchema = new EntitySchema<ReplyRow>({
  name: 'survey_reply',
  columns: {
    id: column.id(),
    surveyId: column.ref(),
    replyKey: column.varchar(64),
    respondentId: column.nullable(column.varchar(64)),
    at: column.nullable(column.time()),
    answers: column.json(),
  },
  indices: [
    schemaIndex('survey_reply', { columns: ['surveyId', 'replyKey'], unique: true }),
    schemaIndex('survey_reply', { columns: ['surveyId', 'id'] }),
    schemaIndex('survey_reply', { columns: ['respondentId', 'id'] }),
  ],
});

/** How often each score was given. */
export interface TallyRow {
  surveyId: string;
  questionId: string;
  score: number;
  times: number;
}

export const TallySchema = new EntitySchema<TallyRow>({
  name: 'survey_tally',
  columns: {
    surveyId: column.primary(column.ref()),
    questionId: column.primary(column.varchar(40)),
    score: column.primary(column.int()),
    times: column.int(),
  },
});
