import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Something people looked for and did not find. */
export interface GapRow {
  id: string;
  version: number;
  /** The same for all who asked the same, in whatever order and words of the same meaning. */
  groupKey: string;
  /** What was asked for, without words that only ask, long numbers and addresses. */
  words: string;
  state: 'open' | 'closed';
  searches: number;
  people: number;
  firstAt: Date;
  lastAt: Date;
  /** The article that was written for it. */
  articleId: string | null;
}

export const GapSchema = new EntitySchema<GapRow>({
  name: 'knowledge_gap',
  columns: {
    id: column.id(),
    version: column.int(),
    groupKey: column.varchar(64),
    words: column.varchar(200),
    state: column.varchar(8),
    searches: column.int(),
    people: column.int(),
    firstAt: column.time(),
    lastAt: column.time(),
    articleId: column.nullable(column.ref()),
  },
  indices: [
    schemaIndex('knowledge_gap', { columns: ['groupKey'], unique: true }),
    schemaIndex('knowledge_gap', { columns: ['state', 'searches', 'id'] }),
  ],
});

export interface GapPersonRow {
  gapId: string;
  personId: string;
  searches: number;
  lastAt: Date;
}

export const GapPersonSchema = new EntitySchema<GapPersonRow>({
  name: 'knowledge_gap_person',
  columns: {
    gapId: column.primary(column.ref()),
    personId: column.primary(column.varchar(64)),
    searches: column.int(),
    lastAt: column.time(),
  },
  indices: [schemaIndex('knowledge_gap_person', { columns: ['gapId', 'searches', 'personId'] })],
});
