import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { blind, sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';

export type DoNotCallScope = 'global' | 'tenant' | 'campaign';

/** A number nobody is to call. Entries of the platform's own tenant hold for every tenant. */
export interface DoNotCallEntry {
  id: string;
  /** `<number>/<campaign>`, a star for all: once each. */
  entry: string;
  number: string;
  /** The number, where it is looked for. */
  numberKey: string | null;
  /** Null: no campaign. */
  campaignId: string | null;
  /** How it came here, a code, e.g. `asked-in-call`. */
  reason: string;
  by: string;
  addedAt: Date;
}

export const DoNotCallSchema = new EntitySchema<DoNotCallEntry>({
  name: 'do_not_call',
  columns: {
    id: column.id(),
    entry: blind('do-not-call', column.varchar(64)),
    number: sealed(column.varchar(128)),
    numberKey: blind('phone', column.nullable(column.varchar(32)), { of: 'number' }),
    campaignId: column.nullable(column.ref()),
    reason: column.varchar(64),
    by: column.varchar(64),
    addedAt: column.time(),
  },
  indices: [
    schemaIndex('do_not_call', { columns: ['entry'], unique: true }),
    schemaIndex('do_not_call', { columns: ['number'] }),
    schemaIndex('do_not_call', { columns: ['numberKey'] }),
  ],
});
