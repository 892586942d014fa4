import type { TenantDirectory, TenantEntry } from '#libs/discovery/tenant-directory';
import { Refusal } from '#libs/web/problem';

/**
 * The tenant that a Host field leads to.
 * @throws Refusal 404 `unknown-tenant`, 403 `tenant-suspended`, 503 `tenant-provisioning`
 */
export function tenantOfHost(host: string | undefined, directory: TenantDirectory): TenantEntry {
  return requireAwake(directory.byDomain((host ?? '').replace(/:\d*$/, '').toLowerCase()));
}

/** @throws Refusal 404 `unknown-tenant`, 403 `tenant-suspended`, 503 `tenant-provisioning` */
export function requireAwake(tenant: TenantEntry | undefined): TenantEntry {
  if (tenant === undefined) throw new Refusal(404, 'unknown-tenant', 'No tenant is served under this host name.');
  if (tenant.status === 'suspended') throw new Refusal(403, 'tenant-suspended', 'This tenant is suspended.');
  if (tenant.status === 'provisioning') {
    throw new Refusal(503, 'tenant-provisioning', 'This tenant is being set up; try again in a moment.');
  }
  return tenant;
}
