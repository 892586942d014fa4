import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export const DIMENSIONS = ['role', 'segment', 'relation'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** A word a tenant uses of its customers. */
export interface CustomerLabelRow {
  dimension: Dimension;
  code: string;
  title: string;
  /** Of a relation: what the other is, seen from there; itself where both are the same. */
  inverse: string | null;
}

export const CustomerLabelSchema = new EntitySchema<CustomerLabelRow>({
  name: 'customer_label',
  columns: {
    dimension: column.primary(column.varchar(16)),
    code: column.primary(column.varchar(40)),
    title: column.varchar(120),
    inverse: column.nullable(column.varchar(40)),
  },
});
