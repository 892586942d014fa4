import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { newTraceparent, traceIdOf } from '#libs/persistence/tenant/tenant-context';
import { permits } from '#libs/web/access/permissions';
import { problemOf, Refusal } from '#libs/web/http/problem';
import { TokenVerifier } from '#libs/web/access/token-verifier';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WebSocketServer } from 'ws';
import { ChatSockets } from './chat-sockets.js';
import type { Visitor } from './connection.js';

const SOCKET_PATH = '/api/v1/conversations/socket';
const SUBPROTOCOL = 'switchboard.chat.v1';
const MOST_FRAME_BYTES = 64 * 1024;

/** Takes WebSockets of the path from the service's own HTTP server. */
@Injectable()
export class ChatDoor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_FRAME_BYTES,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
  #closing = false;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly verifier: TokenVerifier,
    private readonly sockets: ChatSockets,
  ) {}

  onApplicationBootstrap(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => undefined);
      void this.#enter(request, socket, head).catch((error: unknown) => refuse(socket, error));
    });
    this.sockets.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#closing = true;
    await this.sockets.stop();
  }

  async #enter(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (request.url?.split('?')[0] !== SOCKET_PATH) throw new Refusal(404, 'no-such-route', 'Nothing is served here.');
    if (this.#closing) throw new Refusal(503, 'chat-stopping', 'This node is stopping; come again.');
    const visitor = await this.#visitor(request.headers.authorization);
    this.#server.handleUpgrade(request, socket, head, (opened) => void this.sockets.opened(opened, visitor));
  }

  /** @throws Refusal 401, 403 */
  async #visitor(authorization: string | undefined): Promise<Visitor> {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new Refusal(401, 'not-authenticated', 'This needs a login.');
    const { identity, tenantId, expiresAt } = await this.verifier.verify(token);
    if (tenantId === undefined) throw new Refusal(403, 'not-permitted', 'Services do not chat.');
    if (permits(identity.permissions, 'conversation:attend')) return { identity, tenantId, expiresAt };
    throw new Refusal(403, 'not-permitted', 'This needs the permission conversation:attend.');
  }
}

function refuse(socket: Duplex, error: unknown): void {
  const problem = problemOf(error, traceIdOf(newTraceparent())!);
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
