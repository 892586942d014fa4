import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { Duplicates } from '../commands/register-customer.js';

export const FORMATS = ['csv', 'ndjson'] as const;
export type Format = (typeof FORMATS)[number];

/** The states of those that are still read. */
export const OPEN_IMPORTS = ['waiting', 'running'] as const;

export interface CustomerImportRow {
  id: string;
  ownerId: string;
  /** The same for every attempt to send it; null: it is sent once. */
  requestKey: string | null;
  status: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';
  format: Format;
  duplicates: Duplicates;
  bytes: number;
  /** Of the file, up to the last row that is done. */
  readBytes: number;
  /** Rows that are done. */
  rows: number;
  registered: number;
  updated: number;
  unchanged: number;
  refused: number;
  /** Attempts to go on that failed in a row. */
  failures: number;
  createdAt: Date;
  endedAt: Date | null;
}

export const CustomerImportSchema = new EntitySchema<CustomerImportRow>({
  name: 'customer_import',
  columns: {
    id: column.id(),
    ownerId: column.varchar(64),
    requestKey: column.nullable(column.varchar(64)),
    status: column.varchar(12),
    format: column.varchar(8),
    duplicates: column.varchar(8),
    bytes: column.bigint(),
    readBytes: column.bigint(),
    rows: column.int(),
    registered: column.int(),
    updated: column.int(),
    unchanged: column.int(),
    refused: column.int(),
    failures: column.int(),
    createdAt: column.time(),
    endedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('customer_import', { columns: ['requestKey'], unique: true }),
    schemaIndex('customer_import', { columns: ['status', 'id'] }),
  ],
});

/** A row that was not taken: which, and why. Never its content. */
export interface ImportErrorRow {
  importId: string;
  /** The first row behind the header is 1. */
  row: number;
  field: string;
  code: string;
}

export const CustomerImportErrorSchema = new EntitySchema<ImportErrorRow>({
  name: 'customer_import_error',
  columns: {
    importId: column.primary(column.ref()),
    row: column.primary(column.int()),
    field: column.varchar(64),
    code: column.varchar(64),
  },
});
