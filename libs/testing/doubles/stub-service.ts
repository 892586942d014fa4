import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MemoryRegistry } from '#libs/discovery/registry/memory-registry';

/** Thrown by an answer: the stub answers with this status and body. */
export class StubRefusal extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown = {},
  ) {
    super(`answers ${status}`);
  }
}

type Answer = (body: unknown, headers: IncomingMessage['headers']) => unknown;

/** Another service, as a test wants it to answer; what it was asked is kept. */
export class StubService {
  readonly asked: { method: string; path: string; body: unknown; headers: IncomingMessage['headers'] }[] = [];
  readonly #answers = new Map<string, Answer>();

  private constructor(private readonly server: Server) {}

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  static async start(name: string, registry: MemoryRegistry): Promise<StubService> {
    const server = createServer();
    const stub = new StubService(server);
    server.on('request', (request, response) => {
      void stub.#answer(request).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? null));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const metadata = { version: 'test', contextPath: '/api/v1' };
    await registry.register({ id: `${name}-stub`, service: name, host: '127.0.0.1', port, metadata });
    return stub;
  }

  /** Answers 200 with what the function gives, under a path or, with a `*` at its end, under all in a folder; a thrown StubRefusal is answered as it is. */
  answers(method: string, path: string, answer: Answer): void {
    this.#answers.set(`${method} ${path}`, answer);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const path = (request.url ?? '').split('?')[0]!;
    const text = await readText(request);
    const body = request.headers['content-type']?.includes('json') && text ? (JSON.parse(text) as unknown) : text;
    this.asked.push({ method: request.method!, path, body, headers: request.headers });
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const answer = this.#answers.get(`${request.method} ${path}`) ?? this.#answers.get(`${request.method} ${folder}*`);
    if (!answer) return { status: 404, body: { code: 'no-such-route', detail: path } };
    try {
      return { status: 200, body: await answer(body, request.headers) };
    } catch (error) {
      if (error instanceof StubRefusal) return error;
      throw error;
    }
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
