import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Live } from '#libs/discovery/config/live-value';
import type { ServiceRoutes } from '#libs/discovery/registry/routes';
import type { TargetPolicies } from '#libs/discovery/resilience/target-policies';
import type { Clock } from '#libs/kernel/clock';
import type { Door } from './door.js';
import type { LimitSettings } from '#libs/contracts/settings/gateway-limits';
import { answerHeaders } from './proxy/forwarded-headers.js';
import type { LiveRoutes } from './routing/live-routes.js';
import type { Visit } from './visit.js';
import { Allowance } from './sockets/allowance.js';
import { takeBearerProtocol } from './sockets/bearer-protocol.js';
import { CloseCode } from './sockets/frame-meter.js';
import { Tunnel } from './sockets/tunnel.js';
import type { Tunnels } from './sockets/tunnels.js';
import { Upgrade } from './sockets/upgrade.js';

export interface SocketLimits {
  readonly frameBytes: number;
  readonly frameMs: number;
}

export interface SocketDoorParts {
  readonly door: Door;
  readonly policies: TargetPolicies;
  readonly ways: ServiceRoutes;
  readonly routes: LiveRoutes;
  readonly tunnels: Tunnels;
  readonly settings: Live<LimitSettings>;
  readonly limits: SocketLimits;
  readonly clock: Clock;
}

/** Who wants a WebSocket comes the same way as every request; behind the door bytes only pass. */
export class SocketDoor {
  constructor(private readonly parts: SocketDoorParts) {}

  /** Whether a WebSocket is wanted where there is one; all others are answered as requests (RFC 9110 §7.8). */
  wants({ method, headers, url }: IncomingMessage): boolean {
    if (method !== 'GET' || headers.upgrade?.toLowerCase() !== 'websocket') return false;
    return this.parts.routes.table.find('GET', url!)?.isWebsocket ?? false;
  }

  /** Answers in any case; does not reject. */
  async enter(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // Told by its closing.
    socket.on('error', () => undefined);
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket as Socket);
    response.once('finish', () => socket.end());
    takeBearerProtocol(request);
    const visit = this.parts.door.visit(request, response);
    try {
      await this.#open(visit, socket, head);
    } catch (error) {
      this.parts.door.refuse(visit, error);
    }
    this.parts.door.left(visit);
  }

  async #open(visit: Visit, socket: Duplex, head: Buffer): Promise<void> {
    const { door, tunnels } = this.parts;
    const { operation, identity } = await door.admitted(visit);
    door.requireOrigin(visit);
    let end = (): void => void socket.destroy();
    const free = await tunnels.reserve(visit, () => end());
    socket.once('close', free);
    // It may have gone meanwhile, and said so before.
    if (socket.destroyed) return free();
    const headers = await door.headersFor(visit, identity);
    const upgrade = await this.parts.policies
      .of(operation.service)
      .run(
        { route: this.parts.ways.to(operation.service, visit), tenant: visit.tenantId, idempotent: true },
        (hop, attempt) => Upgrade.ask(visit.request.url!, headers, hop, attempt),
      );
    if (socket.destroyed) upgrade.discard();
    else if (upgrade.connection === undefined) await this.#passRefusal(visit, upgrade);
    else {
      const tunnel = this.#join(visit, socket, head, upgrade);
      end = () => tunnel.end(CloseCode.policy);
    }
  }

  async #passRefusal({ response, answerHeaders: ours }: Visit, upgrade: Upgrade): Promise<void> {
    const body = await upgrade.refusal();
    response.writeHead(upgrade.status, answerHeaders(upgrade.answer.headers, ours)).end(body);
  }

  #join(visit: Visit, socket: Duplex, head: Buffer, { answer, connection }: Upgrade): Tunnel {
    const { response } = visit;
    const service = connection!.socket;
    const ours = answerHeaders(answer.headers, visit.answerHeaders);
    const fields = ['Upgrade', 'websocket', 'Connection', 'Upgrade', ...ours];
    const lines = fields.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${fields[at + 1]}`] : []));
    response.detachSocket(socket as Socket);
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
    response.statusCode = 101;
    for (const each of [socket, service] as Socket[]) each.setNoDelay(true).setTimeout(0).setKeepAlive(true, 30_000);
    // Pushed back, so that what came early is metered too.
    if (head.length > 0) socket.unshift(head);
    if (connection!.head.length > 0) service.unshift(connection!.head);
    const tunnel = new Tunnel(socket, service, this.#limits());
    this.parts.tunnels.opened(tunnel);
    return tunnel;
  }

  #limits() {
    const { limits, settings, clock } = this.parts;
    const { perSecond, burst } = settings.current.sockets.frames;
    const allowance = new Allowance(perSecond, burst, clock);
    return { ...limits, mayBegin: () => allowance.take() };
  }
}
