import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** A customer of whom contacts or tickets are counted. */
export interface ProfiledCustomer {
  id: string;
  /** Since when they are a customer, ms since the epoch; null: common-center does not know, or was not asked yet. */
  since: number | null;
  /** Since when common-center is to be asked about them; null: it was. */
  dueAt: number | null;
}

export const ProfiledCustomerSchema = new EntitySchema<ProfiledCustomer>({
  name: 'outcome_customer',
  columns: { id: column.id(), since: column.nullable(column.bigint()), dueAt: column.nullable(column.bigint()) },
  indices: [schemaIndex('outcome_customer', { columns: ['dueAt'] })],
});

/** By what common-center tells a customer apart. */
export interface CustomerGroup {
  customerId: string;
  dimension: 'kind' | 'role' | 'segment' | 'tag';
  code: string;
}

export const CustomerGroupSchema = new EntitySchema<CustomerGroup>({
  name: 'outcome_customer_group',
  columns: {
    customerId: column.primary(column.ref()),
    dimension: column.primary(column.varchar(16)),
    code: column.primary(column.varchar(64)),
  },
});
