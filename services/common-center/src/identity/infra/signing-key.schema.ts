import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export interface SigningKeyRow {
  name: string;
  /** PEM; encrypted for all but the first. */
  pkcs8: string;
  createdAt: Date;
  /** Null for the first. */
  signsFrom: Date | null;
}

export const SigningKeySchema = new EntitySchema<SigningKeyRow>({
  name: 'signing_key',
  columns: {
    name: column.primary(column.varchar(32)),
    pkcs8: column.text(),
    createdAt: column.time(),
    signsFrom: column.nullable(column.time()),
  },
});
