import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { childTraceparent, runInContext } from '#libs/persistence/tenant/tenant-context';
import { SECURITY_FIELDS } from './admission/answer-fields.api.js';
import type { Tenancy } from './admission/tenancy.js';
import type { Door } from './door.js';
import type { OpenConnections } from './open-connections.js';
import type { Overload } from './overload/overload.js';
import type { SocketDoor } from './socket-door.js';
import { newRequestId } from './request-ids.js';

/** What the gateway is for itself; everything else goes through the door. */
const OWN = /^\/(?:health\/(?:live|ready)|openapi\.json|docs(?:\/[\w.-]*)?|internal\/assurance)(?:\?|$)/;

/** What a connection may be and take. */
export interface EntranceLimits {
  readonly headerBytes: number;
  readonly headerMs: number;
  /** For the whole request, body included. */
  readonly requestMs: number;
  /** How often slow connections are looked for. */
  readonly checkEveryMs: number;
}

/**
 * The HTTP server of the gateway. Nest and its Fastify only see what the gateway is for itself: requests to services are
 * taken from Node before any framework, where a request costs about half.
 */
export class Entrance {
  server: Server | undefined;
  #closing = false;

  constructor(
    private readonly tenancy: Tenancy,
    private readonly door: Door,
    private readonly sockets: SocketDoor,
    private readonly connections: OpenConnections,
    private readonly overload: Overload,
    private readonly limits: EntranceLimits,
  ) {}

  /** As Fastify wants it: a server whose remaining requests go to the listener. */
  readonly open = (own: RequestListener): Server => {
    const { headerBytes, headerMs, requestMs, checkEveryMs } = this.limits;
    const options = {
      maxHeaderSize: headerBytes,
      headersTimeout: headerMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: checkEveryMs,
      keepAliveTimeout: 72_000,
      // Answered by the door, as a problem.
      requireHostHeader: false,
      optimizeEmptyRequests: true,
      shouldUpgradeCallback: (request: IncomingMessage) => {
        this.tenancy.takePrefix(request);
        return this.sockets.wants(request);
      },
    };
    this.server = createServer(options, (request, response) => {
      if (this.#closing) response.shouldKeepAlive = false;
      this.connections.answering(response);
      this.tenancy.takePrefix(request);
      if (OWN.test(request.url!)) answerItself(own, request, response);
      else if (this.overload.isCalm || !this.overload.refuses(request, response))
        void this.door.enter(request, response);
    });
    // None is passed over in silence: too many are refused by the door.
    this.server.maxHeadersCount = 0;
    this.server.on('upgrade', (request, socket, head) => void this.sockets.enter(request, socket, head));
    this.server.on('connection', (connection) => this.connections.opened(connection));
    return this.server;
  };

  /** From now on every answer is the last on its connection; after `graceMs` whatever is left is cut. */
  close(graceMs: number): () => void {
    this.#closing = true;
    this.connections.endSoon();
    const sweep = setInterval(() => this.server?.closeIdleConnections(), 20);
    const cut = setTimeout(() => this.server?.closeAllConnections(), graceMs);
    return () => {
      clearInterval(sweep);
      clearTimeout(cut);
    };
  }
}

function answerItself(own: RequestListener, request: IncomingMessage, response: ServerResponse): void {
  const requestId = newRequestId();
  const traceparent = childTraceparent(request.headers.traceparent as string | undefined);
  response.setHeader('x-request-id', requestId).setHeader('traceparent', traceparent);
  for (let at = 0; at < SECURITY_FIELDS.length; at += 2)
    response.setHeader(SECURITY_FIELDS[at]!, SECURITY_FIELDS[at + 1]!);
  runInContext({ requestId, traceparent }, () => own(request, response));
}
