import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Words that rules look for. The version grows with every change of its words. */
export interface WordListRow {
  id: string;
  version: number;
  name: string;
  words: number;
  updatedAt: Date;
}

export interface ListedWordRow {
  listId: string;
  /** Made of the text: a column of texts would take some of them for the same. */
  wordKey: string;
  text: string;
  category: string;
  variants: string[];
  /** Found by its sound, too. */
  bySound: boolean;
  /** A text in which listed words are no finding. */
  isException: boolean;
}

export const WordListSchema = new EntitySchema<WordListRow>({
  name: 'inspection_word_list',
  columns: {
    id: column.id(),
    version: column.int(),
    name: column.varchar(120),
    words: column.int(),
    updatedAt: column.time(),
  },
  indices: [schemaIndex('inspection_word_list', { columns: ['name'], unique: true })],
});

export const ListedWordSchema = new EntitySchema<ListedWordRow>({
  name: 'inspection_listed_word',
  columns: {
    listId: column.primary(column.ref()),
    wordKey: column.primary(column.varchar(32)),
    text: column.varchar(200),
    category: column.varchar(64),
    variants: column.json(),
    bySound: column.flag(),
    isException: column.flag(),
  },
});
