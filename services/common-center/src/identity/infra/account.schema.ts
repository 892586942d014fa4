import { aggregateColumns, column, schemaIndex } from '#libs/persistence/columns';
import { EntitySchema } from 'typeorm';
import { Account } from '../domain/account.aggregate.js';

/** An account as it lies in its table, for queries. */
export interface AccountRow {
  id: string;
  version: number;
  updatedAt: Date;
  login: string;
  name: string;
  passwordHash: string;
  roles: string[];
  team: string | null;
  active: boolean;
  createdAt: Date;
}

export const AccountSchema = new EntitySchema<AccountRow>({
  name: 'Account',
  tableName: 'account',
  target: Account,
  columns: {
    ...aggregateColumns,
    login: column.varchar(120),
    name: column.varchar(120),
    passwordHash: column.varchar(255),
    roles: column.json(),
    team: column.nullable(column.varchar(64)),
    active: column.flag(),
    createdAt: column.time(),
  },
  indices: [
    schemaIndex('account', { columns: ['login'], unique: true }),
    schemaIndex('account', { columns: ['team', 'id'] }),
  ],
});
