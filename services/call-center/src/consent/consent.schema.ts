import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { blind, sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';

/** Somebody agreed to be called on a number for a purpose. It is kept when it is over: it is the proof. */
export interface Consent {
  id: string;
  number: string;
  /** The number, where it is looked for. */
  numberKey: string | null;
  purpose: string;
  /** Where the proof lies, e.g. the id of a recording or a form. */
  proof: string;
  givenAt: Date;
  /** Null: until it is withdrawn. */
  expiresAt: Date | null;
  withdrawnAt: Date | null;
  by: string;
}

export const ConsentSchema = new EntitySchema<Consent>({
  name: 'consent',
  columns: {
    id: column.id(),
    number: sealed(column.varchar(128)),
    numberKey: blind('phone', column.nullable(column.varchar(32)), { of: 'number' }),
    purpose: column.varchar(32),
    proof: column.varchar(200),
    givenAt: column.time(),
    expiresAt: column.nullable(column.time()),
    withdrawnAt: column.nullable(column.time()),
    by: column.varchar(64),
  },
  indices: [
    schemaIndex('consent', { columns: ['number', 'purpose'] }),
    schemaIndex('consent', { columns: ['numberKey', 'purpose'] }),
  ],
});
