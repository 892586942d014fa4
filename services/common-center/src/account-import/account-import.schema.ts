import type { ScopedPermissions } from '#libs/kernel/data-scope';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { PersonLine } from './person-csv.js';

/** Who ordered it, and what they might then: nobody gives more through a list. */
export interface Orderer {
  readonly subject: string;
  readonly permissions: readonly string[];
  readonly dataScope?: ScopedPermissions;
}

export interface AccountImportRow {
  id: string;
  status: 'running' | 'done';
  dryRun: boolean;
  orderer: Orderer;
  total: number;
  orderedAt: Date;
  endedAt: Date | null;
}

export const AccountImportSchema = new EntitySchema<AccountImportRow>({
  name: 'account_import',
  columns: {
    id: column.id(),
    status: column.varchar(8),
    dryRun: column.flag(),
    orderer: column.json(),
    total: column.int(),
    orderedAt: column.time(),
    endedAt: column.nullable(column.time()),
  },
  indices: [schemaIndex('account_import', { columns: ['status', 'id'] })],
});

export const OUTCOMES = ['waiting', 'created', 'changed', 'same', 'refused'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface AccountImportLineRow {
  importId: string;
  /** As the file counts them: the header is 1. */
  line: number;
  /** What is to become of it; forgotten once that is done. */
  person: PersonLine | null;
  outcome: Outcome;
  accountId: string | null;
  /** Why it was refused. */
  code: string | null;
  field: string | null;
}

export const AccountImportLineSchema = new EntitySchema<AccountImportLineRow>({
  name: 'account_import_line',
  columns: {
    importId: column.primary(column.ref()),
    line: column.primary(column.int()),
    person: column.nullable(column.json()),
    outcome: column.varchar(8),
    accountId: column.nullable(column.ref()),
    code: column.nullable(column.varchar(64)),
    field: column.nullable(column.varchar(32)),
  },
  indices: [schemaIndex('account_import_line', { columns: ['importId', 'outcome', 'line'] })],
});
