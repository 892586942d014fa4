import type { HttpAnswer, HttpCaller } from '#libs/discovery/calls/http-caller';
import type { ServiceRoutes } from '#libs/discovery/registry/routes';
import type { TenantEntry } from '#libs/discovery/tenant-directory';
import { Refusal } from '#libs/web/http/problem';
import { z } from 'zod';
import { jsonBody } from '../own/json-body.api.js';
import type { Visit } from '../visit.js';
import { requireAwake, type Tenancy } from './tenancy.js';

const SERVICE = 'common-center';
const PATH = '/api/v1/auth/login';
/** Its last at sign stands before the tenant: a login may have one itself. */
const AccountLogIn = z.looseObject({ login: z.string().max(200) });

export const LOG_IN_ROUTE = { service: SERVICE, method: 'POST', template: PATH };

/** A log-in as `login@tenant` under a host name that tenants share, with what goes on to the tenant. */
export interface AccountLogIn {
  readonly tenant: TenantEntry;
  readonly body: string;
}

/**
 * Reads whom and which tenant a log-in means.
 * @throws Refusal 401 `login-refused` where there is no such tenant, as where there is no such login; 403 `tenant-suspended`,
 * 503 `tenant-provisioning`; 400, 413, 415 of the body
 */
export async function accountLogIn({ request }: Visit, tenancy: Tenancy): Promise<AccountLogIn> {
  const { data } = AccountLogIn.safeParse(await jsonBody(request));
  const account = data?.login.trim().toLowerCase() ?? '';
  const at = account.lastIndexOf('@');
  const tenant = at > 0 ? tenancy.shared(account.slice(at + 1)) : undefined;
  if (tenant === undefined) throw new Refusal(401, 'login-refused', 'Login or password is wrong.');
  return { tenant: requireAwake(tenant), body: JSON.stringify({ ...data, login: account.slice(0, at) }) };
}

/** Passes it on to whoever lets people of the tenant in. @throws ServiceTimeout, ServiceUnavailable */
export async function logInByAccount(
  visit: Visit,
  { body, tenant }: AccountLogIn,
  headers: Readonly<Record<string, string>>,
  { caller, ways }: { readonly caller: HttpCaller; readonly ways: ServiceRoutes },
): Promise<void> {
  const { 'user-agent': device } = visit.request.headers;
  const fields = {
    ...headers,
    'content-type': 'application/json',
    ...(device !== undefined && { 'user-agent': device }),
  };
  const call = { method: 'POST', path: PATH, headers: fields, body, retry: false, tenant: tenant.id } as const;
  const answer = await caller.call(SERVICE, ways.to(SERVICE, visit), { ...call, announceDeadline: true });
  tell(visit, tenant, answer);
}

/** Where the tenant's own path begins is said by Content-Location (RFC 9110 §8.7). */
function tell({ response, answerHeaders }: Visit, tenant: TenantEntry, { status, headers, body }: HttpAnswer): void {
  const type = String(headers['content-type'] ?? 'application/json');
  const own = ['content-type', type, 'cache-control', 'no-store', 'content-location', `/t/${tenant.id}${PATH}`];
  const retry = headers['retry-after'];
  if (typeof retry === 'string') own.push('retry-after', retry);
  response.writeHead(status, [...own, ...answerHeaders]).end(body);
}
