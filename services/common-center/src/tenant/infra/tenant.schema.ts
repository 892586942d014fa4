import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { Isolation } from '../domain/isolation.js';
import type { TenantStatus } from '../domain/tenant-status.js';
import type { Terms } from '../domain/tenant-terms.js';
import { Tenant, type FirstAdmin, type Leaving } from '../domain/tenant.aggregate.js';

/** A tenant as it lies in its table, for queries. */
export interface TenantRow {
  id: string;
  version: number;
  updatedAt: Date;
  name: string;
  domains: string[];
  status: TenantStatus;
  firstAdmin: FirstAdmin | null;
  registeredAt: Date;
  terms: Terms | null;
  server: string | null;
  isolation: Isolation | null;
  moving: 'held' | 'sealed' | null;
  jobId: string | null;
  leaving: Leaving | null;
}

export const TenantSchema = new EntitySchema<TenantRow>({
  name: 'Tenant',
  tableName: 'tenant',
  target: Tenant,
  columns: {
    ...aggregateColumns,
    name: column.varchar(120),
    domains: column.json(),
    status: column.varchar(16),
    firstAdmin: column.nullable(column.json()),
    registeredAt: column.time(),
    terms: column.nullable(column.json()),
    server: column.nullable(column.varchar(31)),
    isolation: column.nullable(column.varchar(16)),
    moving: column.nullable(column.varchar(16)),
    jobId: column.nullable(column.ref()),
    leaving: column.nullable(column.json()),
  },
});

/** A host name leads to one tenant. */
export const TenantDomainSchema = new EntitySchema<{ domain: string; tenantId: string }>({
  name: 'tenant_domain',
  columns: { domain: column.primary(column.varchar(253)), tenantId: column.ref() },
  indices: [schemaIndex('tenant_domain', { columns: ['tenantId'] })],
});
