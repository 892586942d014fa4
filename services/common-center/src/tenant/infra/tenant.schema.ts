import { aggregateColumns, column, schemaIndex } from '#libs/persistence/columns';
import { EntitySchema } from 'typeorm';
import type { TenantStatus } from '../domain/tenant-status.js';
import { Tenant, type FirstAdmin } from '../domain/tenant.aggregate.js';

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
  },
});

/** A host name leads to one tenant. */
export const TenantDomainSchema = new EntitySchema<{ domain: string; tenantId: string }>({
  name: 'tenant_domain',
  columns: { domain: column.primary(column.varchar(253)), tenantId: column.ref() },
  indices: [schemaIndex('tenant_domain', { columns: ['tenantId'] })],
});
