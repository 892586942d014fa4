import { Refusal } from '#libs/web/problem';
import { CloseCode } from './frame-meter.js';
import type { LongConnections } from '../long-connections.js';
import type { Tunnel } from './tunnel.js';

/** The WebSockets through this gateway. */
export class Tunnels {
  readonly #open = new Set<Tunnel>();
  #closing = false;

  constructor(private readonly connections: LongConnections) {}

  get size(): number {
    return this.#open.size;
  }

  /**
   * A place for one more, until `free` is called.
   * @throws Refusal 429 `too-many-sockets`, 503 `gateway-stopping`
   */
  reserve(tenantId: string, client: string): { free(): void } {
    if (this.#closing) throw new Refusal(503, 'gateway-stopping', 'This gateway is stopping; come again.');
    return { free: this.connections.reserve('socket', tenantId, client) };
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
}
