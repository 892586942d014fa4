import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { Account } from '../domain/account.aggregate.js';

/** An account as it lies in its table, for queries. */
export interface AccountRow {
  id: string;
  version: number;
  updatedAt: Date;
  login: string;
  name: string;
  email: string | null;
  phone: string | null;
  locale: string | null;
  externalId: string | null;
  /** Empty: comes in by another provider only. */
  passwordHash: string | null;
  roles: string[];
  team: string | null;
  active: boolean;
  createdAt: Date;
  removedAt: Date | null;
}

/** An empty text where there is none: what ran before expects one. */
const noPassword = <Column extends object>(options: Column) => ({
  ...options,
  transformer: { to: (value: string | null) => value ?? '', from: (read: string) => read || null },
});

export const AccountSchema = new EntitySchema<AccountRow>({
  name: 'Account',
  tableName: 'account',
  target: Account,
  columns: {
    ...aggregateColumns,
    login: column.varchar(120),
    name: column.varchar(120),
    email: column.nullable(column.varchar(254)),
    phone: column.nullable(column.varchar(40)),
    locale: column.nullable(column.varchar(35)),
    externalId: column.nullable(column.varchar(190)),
    passwordHash: noPassword(column.varchar(255)),
    roles: column.json(),
    team: column.nullable(column.varchar(64)),
    active: column.flag(),
    createdAt: column.time(),
    removedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('account', { columns: ['login'], unique: true }),
    schemaIndex('account', { columns: ['team', 'id'] }),
    schemaIndex('account', { columns: ['externalId'], unique: true }),
  ],
});
