import type { InspectedKind } from '#libs/contracts/operations-center/inspection-events';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** What a conversation or a ticket is about, without a word of it: where the words are is told by turn and span. */
export interface ReadingRow {
  subjectId: string;
  kind: InspectedKind;
  channel: string | null;
  agentId: string | null;
  at: Date;
  bucket: number;
  /** The category of tickets it is most like; null: too unlike any, or nobody has taught it yet. */
  intent: string | null;
  /** In thousandths. */
  confidence: number | null;
  isLead: boolean;
  leadTurn: number | null;
  leadFrom: number | null;
  leadTo: number | null;
  isUnmet: boolean;
  unmetTurn: number | null;
}

/** How many texts of a quarter of an hour have a term. Terms are kept as hashes: a name that somebody said is not read here. */
export interface TermCountRow {
  bucket: number;
  termKey: string;
  kind: InspectedKind;
  texts: number;
}

export const ReadingSchema = new EntitySchema<ReadingRow>({
  name: 'topic_reading',
  columns: {
    subjectId: column.primary(column.ref()),
    kind: column.varchar(8),
    channel: column.nullable(column.varchar(16)),
    agentId: column.nullable(column.varchar(64)),
    at: column.time(),
    bucket: column.int(),
    intent: column.nullable(column.varchar(120)),
    confidence: column.nullable(column.int()),
    isLead: column.flag(),
    leadTurn: column.nullable(column.int()),
    leadFrom: column.nullable(column.int()),
    leadTo: column.nullable(column.int()),
    isUnmet: column.flag(),
    unmetTurn: column.nullable(column.int()),
  },
  indices: [
    schemaIndex('topic_reading', { columns: ['bucket'] }),
    schemaIndex('topic_reading', { columns: ['isLead', 'subjectId'] }),
    schemaIndex('topic_reading', { columns: ['isUnmet', 'subjectId'] }),
  ],
});

export const TermCountSchema = new EntitySchema<TermCountRow>({
  name: 'topic_term_count',
  columns: {
    bucket: column.primary(column.int()),
    termKey: column.primary(column.varchar(32)),
    kind: column.primary(column.varchar(8)),
    texts: column.int(),
  },
});
