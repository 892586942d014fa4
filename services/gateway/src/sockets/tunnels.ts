import { Refusal } from '#libs/web/problem';
import { CloseCode } from './frame-meter.js';
import type { Tunnel } from './tunnel.js';

/** How many may be open at once. */
export interface MostSockets {
  readonly tenant: number;
  readonly client: number;
}

/** The WebSockets through this gateway, counted by tenant and by client. */
export class Tunnels {
  readonly #open = new Set<Tunnel>();
  readonly #counts = new Map<string, number>();
  #closing = false;

  /** @param most as it is now */
  constructor(private readonly most: () => MostSockets) {}

  get size(): number {
    return this.#open.size;
  }

  /**
   * A place for one more, until `free` is called.
   * @throws Refusal 429 `too-many-sockets`, 503 `gateway-stopping`
   */
  reserve(tenantId: string, client: string): { free(): void } {
    if (this.#closing) throw new Refusal(503, 'gateway-stopping', 'This gateway is stopping; come again.');
    const most = this.most();
    const keys = [tenantId, `${tenantId}:${client}`] as const;
    if (this.#count(keys[0]) >= most.tenant || this.#count(keys[1]) >= most.client) {
      throw new Refusal(429, 'too-many-sockets', 'There are too many open WebSockets already.');
    }
    for (const key of keys) this.#counts.set(key, this.#count(key) + 1);
    return {
      free: () => {
        for (const key of keys) this.#free(key);
      },
    };
  }

  opened(tunnel: Tunnel): void {
    this.#open.add(tunnel);
    void tunnel.closed.then(() => this.#open.delete(tunnel));
    if (this.#closing) tunnel.end(CloseCode.goingAway);
  }

  /** All of them; their clients come again, to another gateway. */
  end(): void {
    this.#closing = true;
    for (const tunnel of this.#open) tunnel.end(CloseCode.goingAway);
  }

  #count(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  #free(key: string): void {
    const left = this.#count(key) - 1;
    if (left > 0) this.#counts.set(key, left);
    else this.#counts.delete(key);
  }
}
