import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { blind } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import type { Outcome } from '../run/submission.js';

/** What its fingerprints are kept as. */
export const FINGERPRINT = 'process-command';

/** A command that was carried out: the same key gets the same outcome. */
export interface ProcessCommandRow {
  /** SHA-256 of the key it came under. */
  id: string;
  /** Of what was asked for, as a blind index: what is asked can be guessed. */
  fingerprint: string;
  /** null: of a message or signal, which is for nobody in particular. */
  instance: string | null;
  outcome: Outcome | null;
  at: Date;
}

export const ProcessCommandSchema = new EntitySchema<ProcessCommandRow>({
  name: 'process_command',
  columns: {
    id: column.primary(column.varchar(64)),
    fingerprint: blind(FINGERPRINT, column.varchar(64)),
    instance: column.nullable(column.ref()),
    outcome: column.nullable(column.json()),
    at: column.time(),
  },
  indices: [schemaIndex('process_command', { columns: ['at'] })],
});
