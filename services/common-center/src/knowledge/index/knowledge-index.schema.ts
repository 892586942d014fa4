import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { MAX_TERM } from '#libs/text-search/terms-of';
import { EntitySchema } from 'typeorm';

/** What articles are found by, with a short number and in how many articles it is. */
export interface TermRow {
  term: string;
  id: number;
  articles: number;
}

export const TermSchema = new EntitySchema<TermRow>({
  name: 'knowledge_term',
  columns: { term: column.primary(column.varchar(MAX_TERM)), id: column.int(), articles: column.int() },
  indices: [schemaIndex('knowledge_term', { columns: ['id'], unique: true })],
});

/** One of those an article may be for, by a short number. */
export const AudienceSchema = new EntitySchema<{ name: string; audienceNo: number }>({
  name: 'knowledge_audience',
  columns: { name: column.primary(column.varchar(80)), audienceNo: column.int() },
  indices: [schemaIndex('knowledge_audience', { columns: ['audienceNo'], unique: true })],
});

/**
 * Of whom an article is for, and of its terms: nobody reads what is not theirs. In the order of the impact, so that what fits best is
 * read first.
 */
export interface PostingRow {
  audienceNo: number;
  termId: number;
  doc: number;
  /** Of the term on the article's score, in thousandths. */
  impact: number;
}

export const PostingSchema = new EntitySchema<PostingRow>({
  name: 'knowledge_posting',
  columns: {
    audienceNo: column.primary(column.int()),
    termId: column.primary(column.int()),
    doc: column.primary(column.int()),
    impact: column.int(),
  },
  indices: [schemaIndex('knowledge_posting', { columns: ['audienceNo', 'termId', 'impact', 'doc'] })],
});

/** An article that readers may find now. */
export interface DocRow {
  doc: number;
  articleId: string;
  versionId: string;
  /** What of it is posted, so that it can be taken back: of whom, and of which terms. */
  audienceNos: number[];
  termIds: number[];
}

export const DocSchema = new EntitySchema<DocRow>({
  name: 'knowledge_doc',
  columns: {
    doc: column.primary(column.int()),
    articleId: column.ref(),
    versionId: column.ref(),
    audienceNos: column.json(),
    termIds: column.json(),
  },
  indices: [schemaIndex('knowledge_doc', { columns: ['articleId'], unique: true })],
});
