import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import type { Directive } from '../run/submission.js';
import { claimableColumns, claimableIndex, type Claimable } from './claimable.js';

/** A command that follows from another, until it has been carried out. */
export interface ProcessOutgoingRow extends Claimable {
  /** SHA-256 of its key. */
  id: string;
  directive: Directive;
}

export const ProcessOutgoingSchema = new EntitySchema<ProcessOutgoingRow>({
  name: 'process_outgoing',
  columns: {
    id: column.primary(column.varchar(64)),
    directive: sealed(column.json()),
    ...claimableColumns,
  },
  indices: [schemaIndex('process_outgoing', claimableIndex)],
});
