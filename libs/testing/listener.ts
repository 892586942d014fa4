import type { ApiClient } from './api-client.js';

export interface Heard {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Someone who listens to an event stream over a real connection. */
export class Listener {
  #text = '';

  private constructor(
    readonly contentType: string | null,
    private readonly body: ReadableStreamDefaultReader<string>,
    private readonly connection: AbortController,
  ) {}

  static async of(client: ApiClient, path: string, headers: Record<string, string> = {}): Promise<Listener> {
    const connection = new AbortController();
    const all = { ...client['headers'], ...headers };
    const response = await fetch(client['baseUrl'] + path, { headers: all, signal: connection.signal });
    const text = response.body!.pipeThrough(new TextDecoderStream());
    return new Listener(response.headers.get('content-type'), text.getReader(), connection);
  }

  /** The next event. */
  async next(): Promise<Heard> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      const frame = this.#text.slice(0, Math.max(end, 0));
      if (end >= 0) this.#text = this.#text.slice(end + 2);
      const [id, type, data] = ['id', 'event', 'data'].map((field) => fieldOf(frame, field));
      if (id && type && data) return { id, type, data: JSON.parse(data) as Heard['data'] };
      if (end < 0 && !(await this.#readOn())) throw new Error('the stream has ended');
    }
  }

  /** Waits for the other side to end the stream. */
  async ended(): Promise<true> {
    while (await this.#readOn());
    return true;
  }

  leave(): void {
    this.connection.abort();
  }

  async #readOn(): Promise<boolean> {
    const { done, value } = await this.body.read();
    this.#text += value ?? '';
    return !done;
  }
}

function fieldOf(frame: string, field: string): string | undefined {
  return new RegExp(`^${field}: (.*)$`, 'm').exec(frame)?.[1];
}
