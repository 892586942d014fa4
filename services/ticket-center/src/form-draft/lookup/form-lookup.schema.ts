import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';

export type LookupState =
  | 'pending'
  | 'found'
  /** The other system knows nothing of it, or says no. */
  | 'refused'
  /** It did not answer in time, or cannot be reached. */
  | 'unavailable';

/** What another system is asked for a draft: the draft that asked is the one that gets the answer. */
export interface FormLookup {
  /** Of this asking: whoever asks anew with something else has another. */
  id: string;
  draftId: string;
  /** The block it is of, and its name. */
  lookup: string;
  asked: Record<string, unknown>;
  state: LookupState;
  /** Code of a refusal, or of why there was no answer. */
  code: string | null;
  /** By field. */
  filled: Record<string, unknown>;
  askedAt: Date;
  answeredAt: Date | null;
}

export const FormLookupSchema = new EntitySchema<FormLookup>({
  name: 'form_lookup',
  columns: {
    id: column.id(),
    draftId: column.ref(),
    lookup: column.varchar(190),
    asked: sealed(column.json()),
    state: column.varchar(16),
    code: column.nullable(column.varchar(120)),
    filled: sealed(column.json()),
    askedAt: column.time(),
    answeredAt: column.nullable(column.time()),
  },
  indices: [schemaIndex('form_lookup', { columns: ['draftId', 'lookup'], unique: true })],
});
