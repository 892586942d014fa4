import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { journalSchema } from '#libs/persistence/rows/aggregate-store';
import { EntitySchema } from 'typeorm';
import type { Absorbed } from '../domain/absorbed.js';
import type { CustomerData } from '../domain/customer-data.js';
import { Customer } from '../domain/customer.aggregate.js';

/** A customer for queries, once it is opened. */
export interface CustomerRow extends CustomerData {
  id: string;
  version: number;
  updatedAt: Date;
  number: string;
  /** All that is personal, sealed; null in rows of before. */
  personal: string | null;
  /** By which key: the sealed text up to its second dot. */
  personalKey: string | null;
  mergedInto: string | null;
  absorbed: readonly Absorbed[];
  registeredAt: Date;
  erasedAt: Date | null;
}

/** The columns from name to address are of before: emptied where `personal` is set, and dropped in a later release. */
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
    tags: column.nullable(column.json()),
    personal: column.nullable(column.json()),
    personalKey: column.nullable(column.varchar(16)),
    mergedInto: column.nullable(column.ref()),
    erasedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('customer', { columns: ['number'], unique: true }),
    schemaIndex('customer', { columns: ['personalKey'] }),
    schemaIndex('customer', { columns: ['mergedInto'] }),
  ],
});

export type IdentifierType = 'phone' | 'email' | 'document' | 'external' | 'account';

/** What customers are found by: blind indices of normalised values. */
export interface IdentifierRow {
  lookup: string;
  customerId: string;
  type: IdentifierType;
  /** Of the last four characters. */
  tail: string | null;
  /** The look-up where it is this customer's own: nobody else's, then. Null where a phone or address is shared. */
  claim: string | null;
}

export const CustomerIdentifierSchema = new EntitySchema<IdentifierRow>({
  name: 'customer_identifier',
  columns: {
    lookup: column.primary(column.varchar(64)),
    customerId: column.primary(column.ref()),
    type: column.varchar(16),
    tail: column.nullable(column.varchar(64)),
    claim: column.nullable(column.varchar(64)),
  },
  indices: [
    schemaIndex('customer_identifier', { columns: ['claim'], unique: true }),
    schemaIndex('customer_identifier', { columns: ['tail', 'customerId'] }),
    schemaIndex('customer_identifier', { columns: ['customerId'] }),
  ],
});

export const CustomerTagSchema = new EntitySchema<{ tag: string; customerId: string }>({
  name: 'customer_tag',
  columns: { tag: column.primary(column.varchar(40)), customerId: column.primary(column.ref()) },
  indices: [schemaIndex('customer_tag', { columns: ['customerId'] })],
});

export const CustomerJournalSchema = journalSchema('customer_journal');
