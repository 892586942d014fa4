import type { EntitySchema } from 'typeorm';
import {
  CustomerIdentifierSchema,
  CustomerJournalSchema,
  CustomerSchema,
} from '../../services/common-center/src/customer/infra/customer.schema.js';

/** What is written of a customer, in the order of the columns. */
const COLUMNS = {
  customer: [
    ...['id', 'version', 'updatedAt', 'number', 'kind', 'name', 'phones', 'emails', 'externalIds', 'roles', 'segments'],
    ...['registeredAt', 'tags', 'personal', 'personalKey'],
  ],
  customer_identifier: ['lookup', 'customerId', 'type', 'tail', 'claim'],
  customer_journal: ['id', 'aggregateId', 'type', 'at', 'data'],
};

export type CustomerTable = keyof typeof COLUMNS;

/** The columns that name the customer, of whom each table but that of identifiers has one row. */
export const OWNER: Readonly<Record<CustomerTable, string>> = {
  ...{ customer: 'id', customer_identifier: 'customerId', customer_journal: 'aggregateId' },
};

export const TABLES = Object.keys(COLUMNS) as readonly CustomerTable[];

const SCHEMAS: Readonly<Record<CustomerTable, EntitySchema>> = {
  customer: CustomerSchema as EntitySchema,
  customer_identifier: CustomerIdentifierSchema as EntitySchema,
  customer_journal: CustomerJournalSchema as EntitySchema,
};

export interface Index {
  readonly name: string;
  readonly columns: readonly string[];
  readonly unique: boolean;
}

/** Besides the primary key. */
export function indicesOf(table: CustomerTable): Index[] {
  return (SCHEMAS[table].options.indices ?? []).map(({ name, columns, unique }) => ({
    ...{ name: name!, columns: columns as string[], unique: unique === true },
  }));
}

export function columnsOf(table: CustomerTable): string {
  return COLUMNS[table].map((name) => `\`${name}\``).join(', ');
}
