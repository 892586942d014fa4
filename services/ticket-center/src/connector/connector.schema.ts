import { column } from '#libs/persistence/columns';
import { EntitySchema } from 'typeorm';

/** A system outside that does things for tickets, e.g. the shop's order system. */
export interface Connector {
  name: string;
  baseUrl: string;
  /** For one attempt. */
  timeoutMs: number;
  version: number;
}

export const ConnectorSchema = new EntitySchema<Connector>({
  name: 'connector',
  columns: {
    name: column.primary(column.varchar(64)),
    baseUrl: column.varchar(500),
    timeoutMs: column.int(),
    version: column.int(),
  },
});
