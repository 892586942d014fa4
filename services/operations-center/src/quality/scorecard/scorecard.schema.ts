import { column, schemaIndex } from '#libs/persistence/rows/columns';
import type { ScorecardForm } from '#libs/quality-rules/scorecard/form';
import { EntitySchema } from 'typeorm';

/** What a scorecard says; a published version never changes. */
export interface ScorecardContent {
  readonly name: string;
  readonly channels: readonly string[];
  /** Every finished ticket is judged by it at once; all its items are measured. */
  readonly automatic: boolean;
  readonly form: ScorecardForm;
}

export interface ScorecardRow {
  id: string;
  version: number;
  name: string;
  draft: ScorecardContent;
  /** The newest published version; null: none yet. */
  published: number | null;
  /** Of the newest published version, unless it was retired. */
  automatic: boolean;
  retired: boolean;
  changedBy: string;
  updatedAt: Date;
}

export const ScorecardSchema = new EntitySchema<ScorecardRow>({
  name: 'scorecard',
  columns: {
    id: column.id(),
    version: column.int(),
    name: column.varchar(120),
    draft: column.json(),
    published: column.nullable(column.int()),
    automatic: column.flag(),
    retired: column.flag(),
    changedBy: column.varchar(64),
    updatedAt: column.time(),
  },
  indices: [
    schemaIndex('scorecard', { columns: ['retired', 'id'] }),
    schemaIndex('scorecard', { columns: ['automatic'] }),
  ],
});

export interface ScorecardVersionRow {
  scorecardId: string;
  number: number;
  content: ScorecardContent;
  publishedBy: string;
  publishedAt: Date;
}

export const ScorecardVersionSchema = new EntitySchema<ScorecardVersionRow>({
  name: 'scorecard_version',
  columns: {
    scorecardId: column.primary(column.ref()),
    number: column.primary(column.int()),
    content: column.json(),
    publishedBy: column.varchar(64),
    publishedAt: column.time(),
  },
});
