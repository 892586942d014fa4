import type { ServiceRegistry } from '#libs/discovery/registry/service-registry';
import { type Dispatcher, Pool } from 'undici';

/** Kept-alive connections to the instances of services, a pool for each; closed when the instance is gone. */
export class Connections {
  readonly #pools = new Map<string, Pool>();
  readonly #stopWatching: () => void;

  constructor(private readonly registry: ServiceRegistry) {
    this.#stopWatching = registry.onChange(() => this.#closeUnused());
  }

  /** @param baseUrl e.g. `http://127.0.0.1:8123`. */
  dispatch(baseUrl: string, options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    this.#to(baseUrl).dispatch(options, handler);
  }

  /** Waits for what is in flight. */
  async close(): Promise<void> {
    this.#stopWatching();
    await Promise.all(Array.from(this.#pools.values(), (pool) => pool.close()));
  }

  /** Time limits are the caller's; idle connections close before the services' 72 s keep-alive does. */
  #to(baseUrl: string): Pool {
    const known = this.#pools.get(baseUrl);
    if (known !== undefined) return known;
    const limits = { headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 30_000, connect: { timeout: 1_000 } };
    const pool = new Pool(baseUrl, { connections: 128, pipelining: 1, ...limits });
    this.#pools.set(baseUrl, pool);
    return pool;
  }

  #closeUnused(): void {
    const instances = this.registry.services().flatMap((service) => this.registry.instances(service));
    const used = new Set(instances.map(({ host, port }) => `http://${host}:${port}`));
    for (const [baseUrl, pool] of this.#pools) {
      if (used.has(baseUrl)) continue;
      this.#pools.delete(baseUrl);
      void pool.close();
    }
  }
}
