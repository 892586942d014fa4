import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Registration, ServiceInstance, ServiceRegistry } from '#libs/discovery/registry/service-registry';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

export interface Offer {
  /** Undefined: public. */
  readonly permission?: string;
  readonly handle?: Handle;
  /** More of the operation's description. */
  readonly described?: object;
}

export interface UpstreamOptions {
  readonly version?: string;
  readonly schemas?: object;
}

/** A service as the gateway sees it: an instance in the registry that describes what it offers and does it. */
export class StubUpstream {
  /** Every request but those for the description. */
  readonly asked: IncomingMessage[] = [];
  /** How often its description was asked for. */
  described = 0;
  #registration: Registration | undefined;
  readonly #sockets = new Set<Duplex>();

  private constructor(
    readonly instance: ServiceInstance,
    private readonly server: Server,
    private readonly offers: Map<string, Offer>,
    private readonly schemas: object,
    private readonly registry: ServiceRegistry,
  ) {}

  /** @param offers by method and template, e.g. `GET /api/v1/tickets/{id}`. */
  static async start(
    registry: ServiceRegistry,
    service: string,
    offers: Readonly<Record<string, Offer>>,
    { version = '1', schemas = {} }: UpstreamOptions = {},
  ): Promise<StubUpstream> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const metadata = { version, contextPath: '/api/v1' };
    const instance = { id: `${service}-${port}`, service, host: '127.0.0.1', port, metadata };
    const upstream = new StubUpstream(instance, server, new Map(Object.entries(offers)), schemas, registry);
    server.on('request', (request, response) => upstream.#answer(request, response));
    await upstream.register();
    return upstream;
  }

  /** What it offers, to be offered by another. */
  offered(): IterableIterator<[string, Offer]> {
    return this.offers.entries();
  }

  offer(operation: string, offer: Offer): void {
    this.offers.set(operation, offer);
  }

  /** What it does with WebSockets; without this they are answered as requests. */
  takesSockets(take: (socket: WebSocket, request: IncomingMessage) => void): void {
    const sockets = new WebSocketServer({ noServer: true, handleProtocols: (offered) => [...offered][0] ?? false });
    this.server.on('upgrade', (request, socket, head) => {
      this.asked.push(request);
      this.#sockets.add(socket);
      sockets.handleUpgrade(request, socket, head, take);
    });
  }

  async register(): Promise<void> {
    this.#registration = await this.registry.register(this.instance);
  }

  async deregister(): Promise<void> {
    await this.#registration?.deregister();
  }

  /** Ends at once, as when it is killed: it stays in the registry. */
  async kill(): Promise<void> {
    this.server.closeAllConnections();
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    if (request.url === '/openapi.json') return this.#describe(response);
    this.asked.push(request);
    const offer = Array.from(this.offers).find(([operation]) => means(operation, request))?.[1];
    if (offer === undefined) response.writeHead(404).end();
    else (offer.handle ?? answerJson({ service: this.instance.service, id: this.instance.id }))(request, response);
  }

  #describe(response: ServerResponse): void {
    this.described += 1;
    const paths: Record<string, Record<string, unknown>> = {};
    for (const [operation, { permission, described }] of this.offers) {
      const [method = '', template = ''] = operation.split(' ');
      const declared = permission === undefined ? { 'x-public': true } : { 'x-permission': permission };
      (paths[template] ??= {})[method.toLowerCase()] = { ...declared, ...described };
    }
    answerJson({ openapi: '3.1.0', paths, components: { schemas: this.schemas } })(null, response);
  }
}

export function answerJson(body: unknown, status = 200, headers: Record<string, string> = {}) {
  return (_request: unknown, response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

function means(operation: string, { method, url }: IncomingMessage): boolean {
  const [offered = '', template = ''] = operation.split(' ');
  const path = url!.split('?')[0]!;
  return (
    offered === (method === 'HEAD' ? 'GET' : method) &&
    new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path)
  );
}
