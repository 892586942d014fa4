import type { IncomingMessage } from 'node:http';
import type { TenancySettings } from '#libs/contracts/settings/gateway-tenancy';
import type { Live } from '#libs/discovery/config/live-value';
import type { TenantDirectory, TenantEntry } from '#libs/discovery/tenant-directory';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { Refusal } from '#libs/web/http/problem';

/** `/t/<tenant id>` before what services offer; spelt in any other way it is no tenant's. */
const PREFIXED = /^\/t\/([a-z][a-z0-9]{1,30})(\/(?:api|oauth|\.well-known)\/.*)$/s;
const LOG_IN = /^\/api\/v1\/auth\/login(?:\?|$)/;

/** Whose a request is: its host name says it, or, under a host name that tenants share, its path. */
export class Tenancy {
  readonly #named = new WeakMap<IncomingMessage, string>();

  constructor(
    private readonly directory: TenantDirectory,
    private readonly settings: Live<TenancySettings>,
  ) {}

  /** Takes the tenant off the path, so that behind this everybody reads the same path. Safe to repeat. */
  takePrefix(request: IncomingMessage): void {
    if (!request.url!.startsWith('/t/')) return;
    const [, tenantId, path] = PREFIXED.exec(request.url!) ?? [];
    if (tenantId === undefined) return;
    this.#named.set(request, tenantId);
    request.url = path!;
  }

  /**
   * The tenant that a request is for.
   * @throws Refusal 404 `unknown-tenant`, 400 `tenant-ambiguous` when host name and path lead to different ones,
   * 403 `tenant-suspended`, 503 `tenant-provisioning`
   */
  of(request: IncomingMessage): TenantEntry {
    const host = hostOf(request);
    const [ofHost, named] = [this.directory.byDomain(host), this.#named.get(request)];
    if (named === undefined) return requireAwake(ofHost);
    if (ofHost === undefined) return requireAwake(this.#isShared(host) ? this.shared(named) : undefined);
    if (ofHost.id === named) return requireAwake(ofHost);
    throw new Refusal(400, 'tenant-ambiguous', 'The host name leads to one tenant and the path to another.');
  }

  /** A log-in under a shared host name whose account has to say the tenant. */
  isLogInByAccount(request: IncomingMessage): boolean {
    if (this.settings.current.sharedHosts.length === 0) return false;
    const host = hostOf(request);
    const isLogIn = request.method === 'POST' && LOG_IN.test(request.url!) && !this.#named.has(request);
    return isLogIn && this.#isShared(host) && this.directory.byDomain(host) === undefined;
  }

  /** One that may be named where tenants share a host name: all but the system's own, which has one to itself. */
  shared(tenantId: string): TenantEntry | undefined {
    return tenantId === PLATFORM_TENANT ? undefined : this.directory.get(tenantId);
  }

  #isShared(host: string): boolean {
    return this.settings.current.sharedHosts.includes(host);
  }
}

function hostOf({ headers }: IncomingMessage): string {
  return (headers.host ?? '').replace(/:\d*$/, '').toLowerCase();
}

/** @throws Refusal 404 `unknown-tenant`, 403 `tenant-suspended`, 503 `tenant-provisioning` */
export function requireAwake(tenant: TenantEntry | undefined): TenantEntry {
  if (tenant === undefined) throw new Refusal(404, 'unknown-tenant', 'No tenant is served under this name.');
  if (tenant.status === 'suspended') throw new Refusal(403, 'tenant-suspended', 'This tenant is suspended.');
  if (tenant.status === 'provisioning') {
    throw new Refusal(503, 'tenant-provisioning', 'This tenant is being set up; try again in a moment.');
  }
  return tenant;
}
