import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** What a reader says of a version of an article. */
export interface FeedbackRow {
  id: string;
  articleId: string;
  number: number;
  helpful: boolean;
  comment: string | null;
  byId: string;
  at: Date;
  /** One for each person and version; null: a machine that speaks for many. */
  voteKey: string | null;
}

export const FeedbackSchema = new EntitySchema<FeedbackRow>({
  name: 'knowledge_feedback',
  columns: {
    id: column.id(),
    articleId: column.ref(),
    number: column.int(),
    helpful: column.flag(),
    comment: column.nullable(column.varchar(1000)),
    byId: column.varchar(64),
    at: column.time(),
    voteKey: column.nullable(column.varchar(128)),
  },
  indices: [
    schemaIndex('knowledge_feedback', { columns: ['articleId', 'id'] }),
    schemaIndex('knowledge_feedback', { columns: ['voteKey'], unique: true }),
  ],
});
