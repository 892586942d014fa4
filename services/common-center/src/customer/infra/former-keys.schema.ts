import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Documents and external ids as they were kept before, in the clear; emptied row by row, and dropped in a later release. */
export const CustomerIdentitySchema = new EntitySchema<{ identity: string; customerId: string }>({
  name: 'customer_identity',
  columns: { identity: column.primary(column.varchar(300)), customerId: column.ref() },
  indices: [schemaIndex('customer_identity', { columns: ['customerId'] })],
});

/** Phones and e-mail addresses, likewise. */
export const CustomerContactPointSchema = new EntitySchema<{ contactPoint: string; customerId: string }>({
  name: 'customer_contact_point',
  columns: { contactPoint: column.primary(column.varchar(300)), customerId: column.primary(column.ref()) },
  indices: [schemaIndex('customer_contact_point', { columns: ['customerId'] })],
});
