import { journalSchema } from '#libs/persistence/rows/aggregate-store';
import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { ArticleContent, ArticleVersion } from '../domain/article-content.js';
import { Article, type ArticleState } from '../domain/article.aggregate.js';

/** An article as it lies in its table, for queries. */
export interface ArticleRow {
  id: string;
  version: number;
  updatedAt: Date;
  state: ArticleState;
  ownerId: string;
  draft: ArticleContent | null;
  editors: string[];
  submittedBy: string | null;
  latest: number;
  publishedId: string | null;
  publishedNumber: number | null;
  reviewEveryDays: number | null;
  reviewDueAt: Date | null;
  indexDueAt: Date | null;
  title: string;
  categoryId: string;
  language: string;
  createdAt: Date;
}

export const ArticleSchema = new EntitySchema<ArticleRow>({
  name: 'Article',
  tableName: 'knowledge_article',
  target: Article,
  columns: {
    ...aggregateColumns,
    state: column.varchar(16),
    ownerId: column.varchar(64),
    draft: column.nullable(column.json()),
    editors: column.json(),
    submittedBy: column.nullable(column.varchar(64)),
    latest: column.int(),
    publishedId: column.nullable(column.ref()),
    publishedNumber: column.nullable(column.int()),
    reviewEveryDays: column.nullable(column.int()),
    reviewDueAt: column.nullable(column.time()),
    indexDueAt: column.nullable(column.time()),
    title: column.varchar(200),
    categoryId: column.ref(),
    language: column.varchar(8),
    createdAt: column.time(),
  },
  indices: [
    schemaIndex('knowledge_article', { columns: ['state', 'id'] }),
    schemaIndex('knowledge_article', { columns: ['categoryId', 'id'] }),
    schemaIndex('knowledge_article', { columns: ['ownerId', 'id'] }),
    schemaIndex('knowledge_article', { columns: ['reviewDueAt', 'id'] }),
    schemaIndex('knowledge_article', { columns: ['indexDueAt', 'id'] }),
  ],
});

export const ArticleVersionSchema = new EntitySchema<ArticleVersion>({
  name: 'knowledge_version',
  columns: {
    id: column.id(),
    articleId: column.ref(),
    number: column.int(),
    content: column.json(),
    submittedBy: column.varchar(64),
    approvedBy: column.varchar(64),
    publishedAt: column.time(),
  },
  indices: [schemaIndex('knowledge_version', { columns: ['articleId', 'number'], unique: true })],
});

export const ArticleJournalSchema = journalSchema('knowledge_article_journal');
