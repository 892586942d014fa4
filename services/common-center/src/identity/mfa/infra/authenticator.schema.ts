import { aggregateColumns, column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { Authenticator } from '../domain/authenticator.aggregate.js';

interface AuthenticatorRow {
  id: string;
  version: number;
  updatedAt: Date;
  sealedSecret: string | null;
  confirmedAt: Date | null;
  lastStep: number | null;
  recoveryHashes: string[];
}

export const AuthenticatorSchema = new EntitySchema<AuthenticatorRow>({
  name: 'Authenticator',
  tableName: 'authenticator',
  target: Authenticator,
  columns: {
    ...aggregateColumns,
    sealedSecret: column.nullable(column.varchar(255)),
    confirmedAt: column.nullable(column.time()),
    lastStep: column.nullable(column.bigint()),
    recoveryHashes: column.json(),
  },
});

/** Of whom the tenant requires a second factor. */
export const MfaPolicySchema = new EntitySchema<{ id: string; everyone: boolean; roles: string[]; version: number }>({
  name: 'mfa_policy',
  columns: { id: column.id(), everyone: column.flag(), roles: column.json(), version: column.int() },
});
