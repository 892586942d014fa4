import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export const MEASURES = ['opened', 'used', 'solved', 'helpful', 'unhelpful'] as const;
export type Measure = (typeof MEASURES)[number];
export type Counts = Record<Measure, number>;

const counts = {
  opened: column.int(),
  used: column.int(),
  solved: column.int(),
  helpful: column.int(),
  unhelpful: column.int(),
};

export interface UsageRow extends Counts {
  articleId: string;
}

export const UsageSchema = new EntitySchema<UsageRow>({
  name: 'knowledge_usage',
  columns: { articleId: column.primary(column.ref()), ...counts },
  indices: MEASURES.map((measure) => schemaIndex('knowledge_usage', { columns: [measure, 'articleId'] })),
});

export interface UsageDayRow extends Counts {
  articleId: string;
  /** UTC, as in ISO 8601. */
  day: string;
}

export const UsageDaySchema = new EntitySchema<UsageDayRow>({
  name: 'knowledge_usage_day',
  columns: { articleId: column.primary(column.ref()), day: column.primary(column.varchar(10)), ...counts },
});

/** What an article was used for, or solved: each counts once. */
export const UseSchema = new EntitySchema<{ articleId: string; measure: string; subject: string }>({
  name: 'knowledge_use',
  columns: {
    articleId: column.primary(column.ref()),
    measure: column.primary(column.varchar(8)),
    subject: column.primary(column.varchar(64)),
  },
});
