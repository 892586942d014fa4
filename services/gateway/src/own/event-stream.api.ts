import type { ServerResponse } from 'node:http';

/** Lets both sides and all between them notice when the other has gone. */
const BEAT_MS = 20_000;
/** After that the client comes again, with a token that still holds. */
const LONGEST_MS = 15 * 60_000;
/** A client that leaves so much unread is cut off: it comes again and asks for everything. */
const MOST_UNREAD_BYTES = 64 * 1024;

/** Server-sent events to one client. */
export class EventStream {
  readonly #beat: NodeJS.Timeout;
  readonly #longest: NodeJS.Timeout;

  constructor(
    private readonly response: ServerResponse,
    headers: readonly string[],
  ) {
    const own = [
      'content-type',
      'text/event-stream; charset=utf-8',
      'cache-control',
      'no-store',
      'x-accel-buffering',
      'no',
    ];
    response.writeHead(200, [...own, ...headers]);
    this.#beat = setInterval(() => this.#write(':\n\n'), BEAT_MS);
    this.#longest = setTimeout(() => this.end(), LONGEST_MS);
    response.once('close', () => this.#stop());
  }

  /** @param data becomes JSON. */
  tell(event: string, data: unknown): void {
    this.#write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  end(): void {
    this.#stop();
    this.response.end();
  }

  #write(text: string): void {
    if (this.response.writableLength > MOST_UNREAD_BYTES) this.response.destroy();
    else this.response.write(text);
  }

  #stop(): void {
    clearInterval(this.#beat);
    clearTimeout(this.#longest);
  }
}
