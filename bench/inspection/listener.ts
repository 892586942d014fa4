import type { ApiClient } from '#libs/testing/api-client';
import { request } from 'undici';

interface Alert {
  readonly subject: { readonly id: string };
  readonly turn: number | null;
}

/** Hears a stream of alerts until it leaves. @throws Error when it is refused */
export async function listenTo(client: ApiClient, path: string, heard: (alert: Alert) => void) {
  const connection = new AbortController();
  // Not fetch, which sends no host of its own: the tenant is told by it.
  const options = { headers: client['headers'], signal: connection.signal, bodyTimeout: 0 };
  const { statusCode, body } = await request(client['baseUrl'] + path, options);
  if (statusCode >= 300) throw new Error(`${path}: ${statusCode} ${await body.text()}`);
  const hearing = hear(body.setEncoding('utf8'), heard).catch(() => undefined);
  return {
    leave: () => {
      connection.abort();
      void hearing;
    },
  };
}

async function hear(text: AsyncIterable<string>, heard: (alert: Alert) => void): Promise<void> {
  let rest = '';
  for await (const piece of text) {
    const frames = (rest + piece).split('\n\n');
    rest = frames.pop()!;
    for (const frame of frames) {
      const data = /^data: (.*)$/m.exec(frame)?.[1];
      if (data !== undefined) heard(JSON.parse(data) as Alert);
    }
  }
}
