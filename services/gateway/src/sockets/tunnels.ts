import { Refusal } from '#libs/web/http/problem';
import { CloseCode } from './frame-meter.js';
import type { LongConnections } from '../staying/long-connections.api.js';
import type { Stay } from '../staying/stay.api.js';
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
   * A place for one more, until it is called back.
   * @param end when they may stay no longer
   * @throws Refusal 429 `too-many-sockets`, 503 `gateway-stopping`
   */
  reserve(who: Stay, end: () => void): Promise<() => void> {
    if (this.#closing) throw new Refusal(503, 'gateway-stopping', 'This gateway is stopping; come again.');
    return this.connections.reserve('socket', who, end);
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
