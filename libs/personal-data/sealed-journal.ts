import type { JournalRow } from '#libs/persistence/rows/aggregate-store';
import { journalColumns, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { sealed } from './sealed-column.js';

/** The journal of a kind of aggregate in which people say something: what happened is sealed, what kind it was and when is not. */
export function sealedJournalSchema(name: string): EntitySchema<JournalRow> {
  return new EntitySchema<JournalRow>({
    name,
    columns: { ...journalColumns, data: sealed(journalColumns.data) },
    indices: [schemaIndex(name, { columns: ['aggregateId', 'id'] })],
  });
}
