import type { TenantRow } from '../infra/tenant.schema.js';
import type { TenantView } from '../tenant.dto.js';

export function tenantView({ id, version, name, domains, status, registeredAt, updatedAt }: TenantRow): TenantView {
  const times = { registeredAt: registeredAt.toISOString(), updatedAt: updatedAt.toISOString() };
  return { id, version, name, domains, status, ...times };
}
