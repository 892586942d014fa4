import type { PersonalKind } from '#libs/personal-data/masking/personal-kind';
import type { Identity } from '#libs/persistence/tenant/tenant-context';
import { column } from '#libs/persistence/rows/columns';
import { exportColumns, exportIndices, type KeptExport } from '#libs/web/exports/kept-export';
import { EntitySchema } from 'typeorm';
import type { Format } from '../import/customer-import.schema.js';

/** Who ordered it, and what they saw in the clear then. */
interface ExportOwner {
  readonly identity: Pick<Identity, 'subject' | 'kind' | 'permissions'>;
  readonly sees: readonly PersonalKind[];
}

export interface CustomerExportRow extends KeptExport {
  format: Format;
  /** Only those who have it. */
  tag: string | null;
  masked: boolean;
  /** null: ordered before that was kept; nothing more is written in the clear for them. */
  owner: ExportOwner | null;
  customers: number;
}

export const CustomerExportSchema = new EntitySchema<CustomerExportRow>({
  name: 'customer_export',
  columns: {
    ...exportColumns,
    format: column.varchar(8),
    tag: column.nullable(column.varchar(40)),
    masked: column.flag(),
    owner: column.nullable(column.json()),
    customers: column.int(),
  },
  indices: exportIndices('customer_export'),
});
