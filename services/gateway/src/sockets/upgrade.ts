import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Answer, Attempt } from '#libs/discovery/resilience/resilience';
import type { Hop } from '#libs/discovery/registry/routes';

/** A refusal is a problem document: no more of it is read. */
const MOST_REFUSAL_BYTES = 64 * 1024;

/** What a service answered to a request for a WebSocket: an open connection, or a refusal. */
export class Upgrade implements Answer {
  private constructor(
    private readonly asked: ClientRequest,
    readonly answer: IncomingMessage,
    /** Undefined when it refused. */
    readonly connection: { readonly socket: Duplex; readonly head: Buffer } | undefined,
  ) {}

  /** @param headers names and values in turn. Rejects when there is no answer. */
  static ask(path: string, headers: readonly string[], hop: Hop, { signal }: Attempt): Promise<Upgrade> {
    const { hostname: host, port, host: authority } = new URL(hop.baseUrl);
    const all = [...headers, 'host', authority, 'connection', 'Upgrade', 'upgrade', 'websocket'];
    const asked = request({ host, port, path, headers: all, agent: false, setHost: false });
    const timeUp = () => asked.destroy(signal.reason as Error);
    signal.addEventListener('abort', timeUp);
    const upgrade = new Promise<Upgrade>((resolve, reject) => {
      asked.once('upgrade', (answer, socket, head) => resolve(new Upgrade(asked, answer, { socket, head })));
      asked.once('response', (answer) => resolve(new Upgrade(asked, answer, undefined)));
      // Also later, when nobody waits for it any more.
      asked.on('error', reject);
      asked.end();
    });
    // An open connection has no time limit.
    return upgrade.finally(() => signal.removeEventListener('abort', timeUp));
  }

  get status(): number {
    return this.answer.statusCode!;
  }

  discard(): void {
    this.connection?.socket.destroy();
    this.asked.destroy();
  }

  async refusal(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of this.answer as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      if ((bytes += chunk.length) > MOST_REFUSAL_BYTES) this.discard();
    }
    return Buffer.concat(chunks);
  }
}
