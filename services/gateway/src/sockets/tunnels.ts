import type { Live } from '#libs/discovery/live-value';
import { Refusal } from '#libs/web/problem';
import type { LimitSettings } from '../limits/limit-settings.js';
import { CloseCode } from './frame-meter.js';
import type { Tunnel } from './tunnel.js';

/** The WebSockets through this gateway, counted by tenant and by client. */
export class Tunnels {
  readonly #open = new Set<Tunnel>();
  readonly #counts = new Map<string, number>();
  #closing = false;

  constructor(private readonly settings: Live<LimitSettings>) {}

  get size(): number {
    return this.#open.size;
  }

  /**
   * A place for one more, until `free` is called.
   * @throws Refusal 429 `too-many-sockets`, 503 `gateway-stopping`
   */
  reserve(tenantId: string, client: string): { free(): void } {
    if (this.#closing) throw new Refusal(503, 'gateway-stopping', 'This gateway is stopping; come again.');
    const { sockets } = this.settings.current;
    const keys = [tenantId, `${tenantId}:${client}`] as const;
    if (this.#count(keys[0]) >= sockets.tenant || this.#count(keys[1]) >= sockets.client) {
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
