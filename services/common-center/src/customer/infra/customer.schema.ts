import { aggregateColumns, column, schemaIndex } from '#libs/persistence/columns';
import { EntitySchema } from 'typeorm';
import type { CustomerData } from '../domain/customer-data.js';
import { Customer } from '../domain/customer.aggregate.js';

/** A customer as it lies in its table, for queries. */
export interface CustomerRow extends CustomerData {
  id: string;
  version: number;
  updatedAt: Date;
  number: string;
  registeredAt: Date;
}

export const CustomerSchema = new EntitySchema<CustomerRow>({
  name: 'Customer',
  tableName: 'customer',
  target: Customer,
  columns: {
    ...aggregateColumns,
    number: column.varchar(32),
    kind: column.varchar(16),
    name: column.varchar(200),
    phones: column.json(),
    emails: column.json(),
    externalIds: column.json(),
    document: column.nullable(column.json()),
    roles: column.json(),
    segments: column.json(),
    address: column.nullable(column.json()),
    registeredAt: column.time(),
  },
  indices: [schemaIndex('customer', { columns: ['number'], unique: true })],
});

/** Documents and external ids: each belongs to one customer. */
export const CustomerIdentitySchema = new EntitySchema<{ identity: string; customerId: string }>({
  name: 'customer_identity',
  columns: { identity: column.primary(column.varchar(300)), customerId: column.ref() },
  indices: [schemaIndex('customer_identity', { columns: ['customerId'] })],
});

/** Phones and e-mail addresses. */
export const CustomerContactPointSchema = new EntitySchema<{ contactPoint: string; customerId: string }>({
  name: 'customer_contact_point',
  columns: { contactPoint: column.primary(column.varchar(300)), customerId: column.primary(column.ref()) },
  indices: [schemaIndex('customer_contact_point', { columns: ['customerId'] })],
});
