import type { TenantEntry } from '#libs/discovery/tenant-directory';
import type { Tenant } from './domain/tenant.aggregate.js';
import { inForce, type Plan } from './domain/tenant-terms.js';

const NO_TERMS = { plan: null, packs: null, quotas: {} };

/** A tenant as the other services and the gateway know it; undefined: they are to know nothing of it. */
export function entryOf(tenant: Tenant, plan: Plan | undefined): TenantEntry | undefined {
  const { id, name, domains, status, server, moving } = tenant;
  if (status === 'erased') return undefined;
  const { packs, quotas } = inForce(tenant.terms ?? NO_TERMS, plan);
  return {
    id,
    name,
    domains: [...domains],
    status: status === 'leaving' ? 'suspended' : status,
    ...(server !== null && { server }),
    ...(moving !== null && { moving }),
    ...(packs !== null && { packs: [...packs] }),
    ...(Object.keys(quotas).length > 0 && { quotas: { ...quotas } }),
  };
}
