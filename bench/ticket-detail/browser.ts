import { Agent, request, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** What browsers allow themselves of HTTP/1.1 to one origin. */
const CONNECTIONS = 6;

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client as a browser is one: kept-alive connections, six at most, what is asked first goes first. */
export class Browser {
  requests = 0;
  readonly #sockets = new Set<Socket>();
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  get bytesIn(): number {
    return Array.from(this.#sockets).reduce((sum, { bytesRead }) => sum + bytesRead, 0);
  }

  async get(path: string, sent: Sent = {}): Promise<{ status: number; etag: string | undefined; text: string }> {
    const response = await this.#send(path, sent);
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk as string;
    return { status: response.statusCode!, etag: response.headers.etag, text };
  }

  /** @param came told of each message of the stream. */
  async messages(path: string, came: (message: { message: number; last: boolean }) => void): Promise<void> {
    const response = await this.#send(path, { headers: { accept: 'application/x-ndjson' } });
    for await (const line of createInterface(response)) came(JSON.parse(line) as { message: number; last: boolean });
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(path: string, { method = 'GET', headers = {} }: Sent): Promise<IncomingMessage> {
    this.requests += 1;
    const { hostname, port } = new URL(this.url);
    return new Promise((resolve, reject) => {
      const outgoing = request({
        hostname,
        port,
        path,
        method,
        agent: this.#agent,
        headers: { host: 'localhost', authorization: `Bearer ${this.token}`, ...headers },
      });
      outgoing.once('socket', (socket) => this.#sockets.add(socket));
      outgoing.once('response', resolve);
      outgoing.once('error', reject);
      outgoing.end();
    });
  }
}
