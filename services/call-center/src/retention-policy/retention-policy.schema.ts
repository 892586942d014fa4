import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** How long recordings of a queue and of a kind are kept. */
export interface RetentionPolicy {
  id: string;
  version: number;
  updatedAt: Date;
  /** What it is for, once each: `<queue>/<kind>`, a star for all. */
  scope: string;
  /** Null: of every queue. */
  queue: string | null;
  /** Null: of every kind. */
  kind: 'voice' | 'screen' | null;
  /** Counted from the end of what was recorded. */
  days: number;
}

export const RetentionPolicySchema = new EntitySchema<RetentionPolicy>({
  name: 'retention_policy',
  columns: {
    ...aggregateColumns,
    scope: column.varchar(96),
    queue: column.nullable(column.varchar(64)),
    kind: column.nullable(column.varchar(16)),
    days: column.int(),
  },
  indices: [schemaIndex('retention_policy', { columns: ['scope'], unique: true })],
});
