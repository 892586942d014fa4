import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** A customer whom no plan may contact. */
export interface Suppression {
  customerId: string;
  /** A code. */
  reason: string;
  /** Null: for good. */
  until: Date | null;
  addedAt: Date;
  addedBy: string;
}

export const SuppressionSchema = new EntitySchema<Suppression>({
  name: 'suppression',
  columns: {
    customerId: column.primary(column.ref()),
    reason: column.varchar(64),
    until: column.nullable(column.time()),
    addedAt: column.time(),
    addedBy: column.varchar(64),
  },
});
