import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** @param port where the proxy itself listens. */
export type Retell = (said: Buffer, port: number) => Buffer;

type Mood = 'passing' | 'swallowing';

/** A bad network on loopback: stands before any TCP server and cuts, swallows, slows or refuses on demand. */
export class TcpProxy {
  readonly #links = new Set<Link>();
  readonly #server: Server;
  #port = 0;
  #mood: Mood = 'passing';
  #latencyMs = 0;

  /**
   * @param target `host:port` of the server behind.
   * @param retell changes what the server says, e.g. where it tells its clients its own address.
   */
  static async before(target: string, retell: Retell = (said) => said): Promise<TcpProxy> {
    const [host = '', port] = target.split(':');
    const proxy = new TcpProxy(host, Number(port), retell);
    await proxy.accept();
    return proxy;
  }

  private constructor(host: string, port: number, retell: Retell) {
    this.#server = createServer({ noDelay: true }, (client) => {
      const upstream = connect({ host, port, noDelay: true });
      const link = new Link(client, upstream, this.#latencyMs, retell, () => this.#links.delete(link));
      this.#links.add(link);
      if (this.#mood === 'swallowing') link.swallow();
    });
  }

  /** `host:port` for the client; stays the same. */
  get endpoint(): string {
    return `127.0.0.1:${this.#port}`;
  }

  /** Ends all connections the hard way, as a killed process does. New ones are welcome. */
  cut(): void {
    for (const link of this.#links) link.cut();
  }

  /** As if nobody listened: connections end, new ones are refused until accept(). */
  async refuse(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.cut();
    await closed;
  }

  async accept(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** A black hole: connections stay open, new ones too are accepted, and nothing passes or is ever said. */
  swallow(): void {
    this.#mood = 'swallowing';
    for (const link of this.#links) link.swallow();
  }

  /** New connections pass again; those of the swallowing time stay dead, as after a firewall forgot them. */
  pass(): void {
    this.#mood = 'passing';
  }

  /** Every chunk of new connections, in both directions, comes that much later. */
  slow(latencyMs: number): void {
    this.#latencyMs = latencyMs;
  }

  async close(): Promise<void> {
    if (this.#server.listening) await this.refuse();
  }
}

/** A client's connection and the one behind it. */
class Link {
  #swallows = false;

  constructor(
    private readonly client: Socket,
    private readonly upstream: Socket,
    latencyMs: number,
    retell: Retell,
    ended: () => void,
  ) {
    client.on('data', (chunk: Buffer) => this.#later(latencyMs, () => upstream.write(chunk)));
    upstream.on('data', (chunk: Buffer) =>
      this.#later(latencyMs, () => client.write(retell(chunk, client.localPort ?? 0))),
    );
    for (const [from, to] of [[client, upstream] as const, [upstream, client] as const]) {
      from.on('end', () => this.#later(latencyMs, () => to.end()));
      from.on('error', () => this.cut());
      from.on('close', () => this.#later(latencyMs, () => to.destroy()));
      from.on('close', () => client.closed && upstream.closed && ended());
    }
  }

  swallow(): void {
    this.#swallows = true;
  }

  cut(): void {
    this.client.resetAndDestroy();
    this.upstream.resetAndDestroy();
  }

  #later(latencyMs: number, act: () => void): void {
    const unlessSwallowed = () => this.#swallows || act();
    if (latencyMs === 0) unlessSwallowed();
    else setTimeout(unlessSwallowed, latencyMs);
  }
}
