import { request, type IncomingHttpHeaders } from 'node:http';

export interface Sent {
  /** The Host field. */
  readonly host?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body, if it is a JSON object. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** One request on a connection of its own, its Host as it pleases. */
export function send(address: string, method: string, path: string, sent: Sent = {}): Promise<Answer> {
  const { host, token, body, headers = {} } = sent;
  const [hostname, port] = address.split(':');
  return new Promise((resolve, reject) => {
    const outgoing = request({
      hostname,
      port,
      method,
      path,
      agent: false,
      headers: {
        ...(host !== undefined && { host }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
    });
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString();
        const isJson = /[/+]json/.test(response.headers['content-type'] ?? '') && text !== '';
        const json = (isJson ? JSON.parse(text) : {}) as Answer['json'];
        resolve({ status: response.statusCode!, headers: response.headers, text, json });
      });
    });
    outgoing.end(body);
  });
}
