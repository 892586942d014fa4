import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Rollout } from '#libs/kernel/rollout';

/** How long another process may go on by what it knows. */
const KNOWN_FOR_MS = 5_000;
const PROCESSES = 10_000;

/** What is rolled out, of all tenants: forgotten at once when it changes here, and after five seconds when elsewhere. */
@Injectable()
export class RolloutCache {
  readonly #known: LRUCache<string, Promise<Rollout>>;

  constructor(clock: Clock) {
    const perf = { now: () => clock.ms() };
    this.#known = new LRUCache({ max: PROCESSES, ttl: KNOWN_FOR_MS, ttlResolution: 0, perf });
  }

  known(tenant: string, process: string): Promise<Rollout> | undefined {
    return this.#known.get(`${tenant}/${process}`);
  }

  /** @param load committed rows only; asked once for all who come while it runs */
  get(tenant: string, process: string, load: () => Promise<Rollout>): Promise<Rollout> {
    const known = this.known(tenant, process);
    if (known) return known;
    const key = `${tenant}/${process}`;
    // The promise and not its result: a load that began before a change is forgotten with it.
    const loading = load();
    this.#known.set(key, loading);
    loading.catch(() => {
      if (this.#known.peek(key) === loading) this.#known.delete(key);
    });
    return loading;
  }

  forget(tenant: string, process: string): void {
    this.#known.delete(`${tenant}/${process}`);
  }
}
