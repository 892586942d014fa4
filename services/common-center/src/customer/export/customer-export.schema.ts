import type { PersonalKind } from '#libs/personal-data/masking/personal-kind';
import type { Identity } from '#libs/persistence/tenant/tenant-context';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { Format } from '../import/customer-import.schema.js';

/** Who ordered it, and what they saw in the clear then. */
interface ExportOwner {
  readonly identity: Pick<Identity, 'subject' | 'kind' | 'permissions'>;
  readonly sees: readonly PersonalKind[];
}

export interface CustomerExportRow {
  id: string;
  ownerId: string;
  status: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed' | 'expired';
  format: Format;
  /** Only those who have it. */
  tag: string | null;
  masked: boolean;
  /** null: ordered before that was kept; nothing more is written in the clear for them. */
  owner: ExportOwner | null;
  /** How many there were when it began; null: not counted yet. */
  total: number | null;
  customers: number;
  /** Keys of the pieces of the file, in order. */
  pieces: string[];
  /** How many pieces are kept: whoever comes too late with the next one has lost the work to another. */
  step: number;
  nextCursor: string | null;
  failures: number;
  createdAt: Date;
  endedAt: Date | null;
  expiresAt: Date;
}

export const CustomerExportSchema = new EntitySchema<CustomerExportRow>({
  name: 'customer_export',
  columns: {
    id: column.id(),
    ownerId: column.varchar(64),
    status: column.varchar(12),
    format: column.varchar(8),
    tag: column.nullable(column.varchar(40)),
    masked: column.flag(),
    owner: column.nullable(column.json()),
    total: column.nullable(column.int()),
    customers: column.int(),
    pieces: column.json(),
    step: column.int(),
    nextCursor: column.nullable(column.text()),
    failures: column.int(),
    createdAt: column.time(),
    endedAt: column.nullable(column.time()),
    expiresAt: column.time(),
  },
  indices: [
    schemaIndex('customer_export', { columns: ['status', 'expiresAt'] }),
    schemaIndex('customer_export', { columns: ['ownerId', 'id'] }),
  ],
});
