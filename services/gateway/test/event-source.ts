import { request, type ClientRequest } from 'node:http';
import type { Sent } from './http-client.js';

/** A client of an event stream, with all it was told. */
export class EventSource {
  #text = '';
  readonly #ended = Promise.withResolvers<void>();
  isOver = false;

  private constructor(
    private readonly asked: ClientRequest,
    readonly status: number,
  ) {}

  static open(address: string, path: string, { host, token, headers }: Sent): Promise<EventSource> {
    const [hostname, port] = address.split(':');
    return new Promise((resolve, reject) => {
      const fields = { host, accept: 'text/event-stream', authorization: `Bearer ${token}`, ...headers };
      const asked = request({ hostname, port, path, agent: false, headers: fields });
      asked.on('error', reject);
      asked.once('response', (response) => {
        const source = new EventSource(asked, response.statusCode!);
        response.on('error', () => {});
        response.once('close', () => source.#over());
        response.on('data', (chunk: Buffer) => (source.#text += chunk.toString()));
        resolve(source);
      });
      asked.end();
    });
  }

  /** The data of all events of a name, in order. */
  named(event: string): unknown[] {
    const told = this.#text.split('\n\n').slice(0, -1);
    return told
      .filter((each) => each.startsWith(`event: ${event}\n`))
      .map((each) => JSON.parse(each.slice(each.indexOf('\ndata: ') + 7)) as unknown);
  }

  /** Resolves when the other side has ended or cut it off. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  leave(): void {
    this.asked.destroy();
  }

  #over(): void {
    this.isOver = true;
    this.#ended.resolve();
  }
}
