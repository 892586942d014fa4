import { column } from '#libs/persistence/columns';
import { EntitySchema } from 'typeorm';

/** A system outside that does things for tickets, e.g. the shop's order system. */
export interface ConnectorRow {
  name: string;
  /** null: processes may name it, and go the way they have for when it cannot be reached. */
  baseUrl: string | null;
  /** For one attempt. */
  timeoutMs: number;
  version: number;
}

export const ConnectorSchema = new EntitySchema<ConnectorRow>({
  name: 'connector',
  columns: {
    name: column.primary(column.varchar(64)),
    baseUrl: column.nullable(column.varchar(500)),
    timeoutMs: column.int(),
    version: column.int(),
  },
});
