import { domainError } from '#libs/kernel/domain-error';

export class InvalidTenantId extends domainError('invalid-tenant-id', 'invalid') {}

/** The system's own tenant: leases and the list of tenants live in its databases. */
export const PLATFORM_TENANT = 'platform';

const TENANT_ID = /^[a-z][a-z0-9]{1,30}$/;

export function isTenantId(text: string): boolean {
  return TENANT_ID.test(text);
}

/**
 * Tenant ids become parts of database names and file names, so nothing else is ever let through.
 * @throws InvalidTenantId
 */
export function checkedTenantId(tenantId: string): string {
  if (!isTenantId(tenantId))
    throw new InvalidTenantId('A tenant id is 2 to 31 lower-case letters and digits, a letter first.');
  return tenantId;
}
