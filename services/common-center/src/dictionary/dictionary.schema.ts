import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { Entry } from './entries.js';

/** A list of codes with what they are called. */
export interface DictionaryRow {
  id: string;
  version: number;
  /** What forms and programs name it by. */
  code: string;
  name: string;
  /** Of its editions. */
  latest: number;
}

export const DictionarySchema = new EntitySchema<DictionaryRow>({
  name: 'dictionary',
  columns: {
    id: column.id(),
    version: column.int(),
    code: column.varchar(60),
    name: column.varchar(120),
    latest: column.int(),
  },
  indices: [schemaIndex('dictionary', { columns: ['code'], unique: true })],
});

/** Its entries as they were from one moment on: what once named a code can always be read. */
export interface EditionRow {
  dictionaryId: string;
  number: number;
  entries: Entry[];
  by: string;
  at: Date;
}

export const EditionSchema = new EntitySchema<EditionRow>({
  name: 'dictionary_edition',
  columns: {
    dictionaryId: column.primary(column.ref()),
    number: column.primary(column.int()),
    entries: column.json(),
    by: column.varchar(64),
    at: column.time(),
  },
});
