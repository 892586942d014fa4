import type { ServerResponse } from 'node:http';
import type { Invalidated } from './watches.js';

/** What comes within this time is said together. */
const TOGETHER_MS = 20;
/** Lets both sides and all between them notice when the other has gone. */
const BEAT_MS = 20_000;
/** After that the client comes again, with a token that still holds. */
const LONGEST_MS = 15 * 60_000;
/** A client that leaves so much unread is cut off: it comes again and asks for everything. */
const MOST_UNREAD_BYTES = 64 * 1024;

/** Tells one client which parts of what it has open are old. */
export class WatchStream {
  readonly #old = new Map<string, { readonly invalidated: Invalidated; readonly parts: Set<string> }>();
  readonly #beat: NodeJS.Timeout;
  readonly #longest: NodeJS.Timeout;
  #soon: NodeJS.Timeout | undefined;

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
    response.write('event: watching\ndata: {}\n\n');
    this.#beat = setInterval(() => this.#write(':\n\n'), BEAT_MS);
    this.#longest = setTimeout(() => this.end(), LONGEST_MS);
    response.once('close', () => this.#stop());
  }

  tell(invalidated: Invalidated): void {
    const key = JSON.stringify([invalidated.view, invalidated.inputs]);
    const known = this.#old.get(key) ?? { invalidated, parts: new Set<string>() };
    for (const part of invalidated.parts) known.parts.add(part);
    this.#old.set(key, known);
    this.#soon ??= setTimeout(() => this.#tellAll(), TOGETHER_MS);
  }

  end(): void {
    this.#stop();
    this.response.end();
  }

  #tellAll(): void {
    this.#soon = undefined;
    for (const { invalidated, parts } of this.#old.values()) {
      const data = JSON.stringify({ ...invalidated, parts: Array.from(parts) });
      this.#write(`event: invalidated\ndata: ${data}\n\n`);
    }
    this.#old.clear();
  }

  #write(text: string): void {
    if (this.response.writableLength > MOST_UNREAD_BYTES) this.response.destroy();
    else this.response.write(text);
  }

  #stop(): void {
    clearInterval(this.#beat);
    clearTimeout(this.#longest);
    clearTimeout(this.#soon);
  }
}
