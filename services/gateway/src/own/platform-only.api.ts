import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { Refusal } from '#libs/web/http/problem';
import type { Caller } from '../aggregation/execution/caller.api.js';

/** @throws Refusal 403: a permission says what, not whose, and the administrator of any tenant has them all. */
export function requirePlatform({ tenantId }: Caller): void {
  if (tenantId === PLATFORM_TENANT) return;
  throw new Refusal(403, 'platform-only', 'This concerns all tenants: it is done from the platform tenant only.');
}
