import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';

/** A stream of events as a client reads it. */
export interface ViewStream {
  readonly status: number;
  readonly contentType: string | undefined;
  /** The data of the next event. */
  next(): Promise<Record<string, unknown>>;
  /** Of all that are still to come. */
  rest(): Promise<Record<string, unknown>[]>;
  leave(): void;
}

export async function openStream(address: string, path: string, token: string): Promise<ViewStream> {
  const [hostname, port] = address.split(':');
  const headers = { host: 'acme.localhost', authorization: `Bearer ${token}`, accept: 'text/event-stream' };
  const outgoing = request({ hostname, port, path, agent: false, headers });
  outgoing.on('error', () => undefined);
  outgoing.end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  response.on('error', () => undefined);
  const lines = createInterface(response)[Symbol.asyncIterator]();
  const read = async (): Promise<Record<string, unknown> | undefined> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done === true) return undefined;
      if (value.startsWith('data: ')) return JSON.parse(value.slice(6)) as Record<string, unknown>;
    }
  };
  const next = async () => {
    const data = await read();
    if (data === undefined) throw new Error('the stream has ended');
    return data;
  };
  const rest = async () => {
    const all = [];
    for (let data = await read(); data !== undefined; data = await read()) all.push(data);
    return all;
  };
  return {
    status: response.statusCode!,
    contentType: response.headers['content-type'],
    next,
    rest,
    leave: () => response.destroy(),
  };
}
