import { column, schemaIndex } from '#libs/persistence/columns';
import { EntitySchema } from 'typeorm';

export type DoNotCallScope = 'global' | 'tenant' | 'campaign';

/** A number nobody is to call. Entries of the platform's own tenant hold for every tenant. */
export interface DoNotCallEntry {
  id: string;
  /** `<number>/<campaign>`, a star for all: once each. */
  entry: string;
  number: string;
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
    entry: column.varchar(64),
    number: column.varchar(20),
    campaignId: column.nullable(column.ref()),
    reason: column.varchar(64),
    by: column.varchar(64),
    addedAt: column.time(),
  },
  indices: [
    schemaIndex('do_not_call', { columns: ['entry'], unique: true }),
    schemaIndex('do_not_call', { columns: ['number'] }),
  ],
});
