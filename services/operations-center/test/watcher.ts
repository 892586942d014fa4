import type { ApiClient } from '#libs/testing/api-client';

/** Someone who watches a pushed board over a real connection. */
export class Watcher<Board> {
  #text = '';

  constructor(
    readonly contentType: string | null,
    private readonly body: ReadableStreamDefaultReader<string>,
    private readonly connection: AbortController,
  ) {}

  /** The next board that was pushed. */
  async next(): Promise<Board> {
    return (await this.nextEvent()).data;
  }

  /** The same, with what it is called and its number. */
  async nextEvent(): Promise<{ type: string | undefined; id: string | undefined; data: Board }> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      const frame = this.#text.slice(0, Math.max(end, 0));
      if (end >= 0) this.#text = this.#text.slice(end + 2);
      const data = /^data: (.*)$/m.exec(frame)?.[1];
      const said = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1];
      if (data !== undefined) return { type: said('event'), id: said('id'), data: JSON.parse(data) as Board };
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

/** Opens a stream as the caller that the client stands for. */
export async function watching<Board>(
  client: ApiClient,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Watcher<Board>> {
  const connection = new AbortController();
  const response = await fetch(client['baseUrl'] + path, {
    headers: { ...client['headers'], ...headers },
    signal: connection.signal,
  });
  const text = response.body!.pipeThrough(new TextDecoderStream());
  return new Watcher<Board>(response.headers.get('content-type'), text.getReader(), connection);
}
