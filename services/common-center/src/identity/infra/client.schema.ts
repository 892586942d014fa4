import { aggregateColumns, column } from '#libs/persistence/columns';
import { EntitySchema } from 'typeorm';
import { Client } from '../domain/client.aggregate.js';

/** A client as it lies in its table, for queries. */
export interface ClientRow {
  id: string;
  version: number;
  updatedAt: Date;
  name: string;
  secretHash: string;
  roles: string[];
  active: boolean;
  createdAt: Date;
}

export const ClientSchema = new EntitySchema<ClientRow>({
  name: 'Client',
  tableName: 'client',
  target: Client,
  columns: {
    ...aggregateColumns,
    name: column.varchar(120),
    secretHash: column.varchar(255),
    roles: column.json(),
    active: column.flag(),
    createdAt: column.time(),
  },
});
