import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export interface SynonymRow {
  id: string;
  version: number;
  language: 'zh' | 'en';
  /** The usual one first, as they are compared. */
  words: string[];
}

export const SynonymSchema = new EntitySchema<SynonymRow>({
  name: 'knowledge_synonym',
  columns: { id: column.id(), version: column.int(), language: column.varchar(8), words: column.json() },
  indices: [schemaIndex('knowledge_synonym', { columns: ['language', 'id'] })],
});
