import type { Clock } from '#libs/kernel/clock';
import { LRUCache } from 'lru-cache';
import { currentTenant } from './tenant-context.js';

/** How long another process may go on by what it knows. */
const KNOWN_FOR_MS = 5_000;
const TENANTS = 10_000;

/** Something small a hot path asks for each time, of each tenant: loaded every five seconds at most. */
export class TenantMemory<Known> {
  readonly #known: LRUCache<string, Promise<Known>>;

  constructor(
    clock: Clock,
    private readonly load: () => Promise<Known>,
  ) {
    const perf = { now: () => clock.ms() };
    this.#known = new LRUCache({ max: TENANTS, ttl: KNOWN_FOR_MS, ttlResolution: 0, perf });
  }

  /** @param fresh nothing that was loaded before will do */
  get({ fresh = false } = {}): Promise<Known> {
    const tenant = currentTenant();
    const known = fresh ? undefined : this.#known.get(tenant);
    if (known) return known;
    const loading = this.load();
    this.#known.set(tenant, loading);
    loading.catch(() => {
      if (this.#known.peek(tenant) === loading) this.#known.delete(tenant);
    });
    return loading;
  }

  /** It has changed here. */
  forget(tenant: string): void {
    this.#known.delete(tenant);
  }
}
