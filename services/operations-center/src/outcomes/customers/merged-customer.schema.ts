import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** A customer that counts as another one. */
export interface MergedCustomer {
  mergeId: string;
  mergedId: string;
  /** As whom. */
  customerId: string;
  /** It was taken back, whichever was told first. */
  isUndone: boolean;
  /** ms since the epoch */
  toldAt: number;
}

export const MergedCustomerSchema = new EntitySchema<MergedCustomer>({
  name: 'outcome_merged_customer',
  columns: {
    ...{ mergeId: column.id(), mergedId: column.ref(), customerId: column.ref() },
    ...{ isUndone: column.flag(), toldAt: column.bigint() },
  },
  indices: [
    schemaIndex('outcome_merged_customer', { columns: ['mergedId'] }),
    schemaIndex('outcome_merged_customer', { columns: ['customerId'] }),
    schemaIndex('outcome_merged_customer', { columns: ['toldAt'] }),
  ],
});
