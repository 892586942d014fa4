import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Behaviour = (response: ServerResponse) => void;

/** A system outside that answers actions as a test wants it to, in whatever form. */
export class OddSystem {
  /** Actions asked for, with the key of each, in order. */
  readonly asked: { readonly action: string; readonly key: string }[] = [];
  /** Requests under way at once, at the most. */
  most = 0;
  readonly behaviours = new Map<string, Behaviour>();
  #underWay = 0;
  readonly #server = createServer((request, response) => {
    const action = request.url!.split('/').at(-1)!;
    this.asked.push({ action, key: String(request.headers['idempotency-key']) });
    this.most = Math.max(this.most, (this.#underWay += 1));
    response.once('close', () => (this.#underWay -= 1));
    request.resume().once('end', () => (this.behaviours.get(action) ?? works)(response));
  });

  async start(): Promise<void> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

export const works: Behaviour = (response) => answer(response, 200, '{"result":"done"}');

export function answer(response: ServerResponse, status: number, body: string, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}
