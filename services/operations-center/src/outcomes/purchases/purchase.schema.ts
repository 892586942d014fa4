import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Something a customer bought, as the system that sold it tells. */
export interface Purchase {
  /** That system's. */
  id: string;
  customerId: string;
  /** The customer, or who goes on for them since they were merged. */
  countsAs: string;
  /** A code. */
  product: string;
  /** In the smallest unit of the currency; null: not known. */
  amount: number | null;
  /** ISO 4217; null with the amount. */
  currency: string | null;
  /** ms since the epoch */
  boughtAt: number;
}

export const PurchaseSchema = new EntitySchema<Purchase>({
  name: 'outcome_purchase',
  columns: {
    ...{ id: column.primary(column.varchar(120)), customerId: column.ref(), countsAs: column.ref() },
    ...{ product: column.varchar(64), amount: column.nullable(column.bigint()) },
    ...{ currency: column.nullable(column.varchar(3)), boughtAt: column.bigint() },
  },
  indices: [
    schemaIndex('outcome_purchase', { columns: ['boughtAt'] }),
    schemaIndex('outcome_purchase', { columns: ['customerId'] }),
    schemaIndex('outcome_purchase', { columns: ['countsAs', 'boughtAt'] }),
  ],
});
