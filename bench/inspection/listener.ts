import type { ApiClient } from '#libs/testing/api-client';

interface Alert {
  readonly subject: { readonly id: string };
  readonly turn: number | null;
}

/** Hears a stream of alerts until it leaves. @throws Error when it is refused */
export async function listenTo(client: ApiClient, path: string, heard: (alert: Alert) => void) {
  const connection = new AbortController();
  const response = await fetch(client['baseUrl'] + path, { headers: client['headers'], signal: connection.signal });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  const hearing = hear(response.body!.pipeThrough(new TextDecoderStream()), heard).catch(() => undefined);
  return {
    leave: () => {
      connection.abort();
      void hearing;
    },
  };
}

async function hear(text: ReadableStream<string>, heard: (alert: Alert) => void): Promise<void> {
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
