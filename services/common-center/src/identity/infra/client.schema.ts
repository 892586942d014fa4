import { aggregateColumns, column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { Client, type EndedClientAccess } from '../domain/client.aggregate.js';

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
  /** null: registered by a version that did not know of it. */
  accessId: string | null;
  endedAccess: EndedClientAccess[] | null;
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
    accessId: column.nullable(column.ref()),
    endedAccess: column.nullable(column.json()),
  },
});
