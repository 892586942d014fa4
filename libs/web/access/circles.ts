import { Circle } from '#libs/contracts/common-center/identity/organisation-api';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { Clock } from '#libs/kernel/clock';
import { currentContext, currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { dataScopeOf } from './data-scope.js';

const TIMEOUT_MS = 2_000;
/** Who is moved to another team reaches what was theirs so long. */
const KNOWN_FOR_MS = 15_000;
const MOST_KNOWN = 10_000;

/** Whose data somebody reaches: common-center knows the teams, and is asked once in a while. */
@Injectable()
export class Circles {
  readonly #known: LRUCache<string, Promise<Circle>>;

  constructor(
    private readonly client: ServiceClient,
    clock: Clock,
  ) {
    const perf = { now: () => clock.ms() };
    this.#known = new LRUCache({ max: MOST_KNOWN, ttl: KNOWN_FOR_MS, ttlResolution: 0, perf });
  }

  /**
   * Of who asks, with this permission; null: the whole tenant. Asks another service: never within a transaction.
   * @throws RemoteError when it cannot be asked now: nobody sees more because something is down
   */
  async reachedWith(permission: string): Promise<Circle | null> {
    const identity = currentContext()?.identity;
    const scope = dataScopeOf(identity, permission);
    return scope === 'tenant' ? null : this.#circleOf(identity!.subject, scope);
  }

  /** Oneself and those one stands in for. @throws RemoteError */
  async workOf(subject: string): Promise<readonly string[]> {
    return (await this.#circleOf(subject, 'self')).people;
  }

  #circleOf(subject: string, scope: 'self' | 'team' | 'tree'): Promise<Circle> {
    const tenant = currentTenant();
    const key = `${tenant}/${scope}/${subject}`;
    const known = this.#known.get(key);
    if (known) return known;
    const path = `/internal/organisation/circles/${encodeURIComponent(subject)}`;
    const request = { method: 'GET', path, query: { scope }, schema: Circle, timeoutMs: TIMEOUT_MS } as const;
    const asked = runAsTenant(tenant, () => this.client.request('common-center', request));
    this.#known.set(key, asked);
    asked.catch(() => this.#known.delete(key));
    return asked;
  }
}
