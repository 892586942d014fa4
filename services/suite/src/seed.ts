import { ResolvedCustomers } from '#libs/contracts/common-center/customer/customer-api';
import type { ServiceClient } from '#libs/discovery/calls/service-client';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { z } from 'zod';
import { DEMO_PASSWORD, DEMO_TENANTS, type DemoTenant } from './demo.js';

const ISSUER = 'common-center';
/** Everything starts at once. */
const PATIENCE_MS = 120_000;

/** The demo tenants with their logins; every start asks for them again, which changes nothing. */
export async function seedTenants(client: ServiceClient): Promise<void> {
  for (const tenant of DEMO_TENANTS) await runAsTenant(PLATFORM_TENANT, () => register(client, tenant));
}

/** Somebody to open a request for; gives the customer's id. */
export async function seedCustomer(client: ServiceClient, tenantId: string): Promise<string> {
  const externalId = { system: 'demo', id: 'ann' };
  const body = { rows: [{ externalId, name: 'Ann Example', email: 'ann@example.com' }] };
  const path = '/internal/customers/resolve';
  const { results } = await runAsTenant(tenantId, () =>
    client.request(ISSUER, { method: 'POST', path, body, schema: ResolvedCustomers, timeoutMs: PATIENCE_MS }),
  );
  const [result] = results;
  if (!result || !('customerId' in result)) throw new Error('the demo customer was refused');
  return result.customerId;
}

async function register(client: ServiceClient, { id, name, domains, logins, clients }: DemoTenant): Promise<void> {
  const body = {
    name,
    domains,
    admin: { login: 'admin', password: DEMO_PASSWORD },
    accounts: logins.map((login) => ({ ...login, password: DEMO_PASSWORD })),
    clients,
  };
  const path = `/internal/tenant-registrations/${id}`;
  await client.request(ISSUER, { method: 'PUT', path, body, schema: z.void(), timeoutMs: PATIENCE_MS });
}
