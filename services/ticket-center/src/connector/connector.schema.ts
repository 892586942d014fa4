import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** What a connector leads to in place of a system of its own: its actions are an interface's operations, or diagnoses. */
export type Reaches =
  | {
      readonly kind: 'interface';
      readonly code: string;
      /** null: the one that is live. */ readonly version: number | null;
    }
  | { readonly kind: 'diagnoses' };

/** A system outside that does things for tickets, e.g. the shop's order system. */
export interface ConnectorRow {
  name: string;
  /** null: processes may name it, and go the way they have for when it cannot be reached. */
  baseUrl: string | null;
  /** null: a system at the base address. */
  reaches: Reaches | null;
  /** For one attempt. */
  timeoutMs: number;
  version: number;
}

export const ConnectorSchema = new EntitySchema<ConnectorRow>({
  name: 'connector',
  columns: {
    name: column.primary(column.varchar(64)),
    baseUrl: column.nullable(column.varchar(500)),
    reaches: column.nullable(column.json()),
    timeoutMs: column.int(),
    version: column.int(),
  },
});
