import type { TrainedModel } from '#libs/recommendation/text-model';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export const SUBJECTS = ['ticket-type', 'solution', 'sop'] as const;
export type RecommendedSubject = (typeof SUBJECTS)[number];

export interface ModelMeasures {
  /** Cases it was asked that it had not learnt from. */
  readonly asked: number;
  readonly macroF1: number;
  readonly accuracy: number;
  readonly calibrationError: number;
  /** Of the label that is most frequent, on the same cases. */
  readonly majorityMacroF1: number;
  /** Of the model that served until then, on the same cases; null: there was none. */
  readonly beforeMacroF1: number | null;
}

export interface ModelRow {
  subject: RecommendedSubject;
  version: number;
  model: TrainedModel;
  /** One of each subject. */
  serving: boolean;
  cases: number;
  newestCaseId: string;
  trainedAt: Date;
  measures: ModelMeasures;
}

export const ModelSchema = new EntitySchema<ModelRow>({
  name: 'recommendation_model',
  columns: {
    subject: column.primary(column.varchar(16)),
    version: column.primary(column.int()),
    model: column.json(),
    serving: column.flag(),
    cases: column.int(),
    newestCaseId: column.ref(),
    trainedAt: column.time(),
    measures: column.json(),
  },
});

export interface Said {
  readonly subject: RecommendedSubject;
  readonly modelVersion: number;
  readonly label: string;
  readonly confidence: number;
}

/** What was recommended, without the words it was asked by. */
export interface RecommendationRow {
  id: string;
  ticketId: string | null;
  givenTo: string;
  givenAt: Date;
  said: Said[];
}

export const RecommendationSchema = new EntitySchema<RecommendationRow>({
  name: 'recommendation',
  columns: {
    id: column.id(),
    ticketId: column.nullable(column.ref()),
    givenTo: column.varchar(64),
    givenAt: column.time(),
    said: column.json(),
  },
  indices: [schemaIndex('recommendation', { columns: ['givenAt'] })],
});

export interface FeedbackRow {
  recommendationId: string;
  subject: RecommendedSubject;
  modelVersion: number;
  said: string;
  chosen: string;
  accepted: boolean;
  by: string;
  at: Date;
}

export const FeedbackSchema = new EntitySchema<FeedbackRow>({
  name: 'recommendation_feedback',
  columns: {
    recommendationId: column.primary(column.ref()),
    subject: column.primary(column.varchar(16)),
    modelVersion: column.int(),
    said: column.varchar(300),
    chosen: column.varchar(300),
    accepted: column.flag(),
    by: column.varchar(64),
    at: column.time(),
  },
  indices: [schemaIndex('recommendation_feedback', { columns: ['subject', 'modelVersion'] })],
});
