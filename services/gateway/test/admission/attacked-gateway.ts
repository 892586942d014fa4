import { GatewayInTest } from '../gateway-in-test.js';
import { RawClient } from '../raw-client.js';
import type { StubUpstream } from '../stub-upstream.js';

const WIDE = { perSecond: 1_000_000, burst: 1_000_000 };
export const HOST = 'Host: acme.localhost';
export const SOCKET = '/api/v1/conversations/socket';

/** As bytes, whatever the fields say of the body. */
export const post = (fields: string, body: string) =>
  `POST /api/v1/echo HTTP/1.1\r\n${HOST}\r\n${fields}\r\n\r\n${body}`;

/** A gateway that soon gives up whoever is slow, before a service that says what reached it. */
export class AttackedGateway {
  /** They are left after each test. */
  readonly clients: RawClient[] = [];

  private constructor(
    readonly gateway: GatewayInTest,
    readonly tickets: StubUpstream,
    readonly token: string,
  ) {}

  static async start(): Promise<AttackedGateway> {
    const gateway = await GatewayInTest.start({ headerMs: 300, requestMs: 600, checkEveryMs: 50 });
    await gateway.configure('gateway/limits', { tenant: WIDE, client: WIDE });
    await gateway.tenant('globex');
    const tickets = await gateway.upstream('ticket-center', {
      'GET /api/v1/prices': {},
      'GET /api/v1/tickets/{id}': { permission: 'ticket:read' },
      'POST /api/v1/echo': { handle: (request, response) => void request.pipe(response) },
      [`GET ${SOCKET}`]: { permission: 'conversation:attend', described: { 'x-websocket': true } },
    });
    tickets.takesSockets((socket) => socket.on('error', () => undefined));
    const token = await gateway.token(['*']);
    await gateway.send('GET', '/api/v1/prices');
    return new AttackedGateway(gateway, tickets, token);
  }

  leave(): void {
    for (const client of this.clients.splice(0)) client.leave();
  }

  stop(): Promise<void> {
    return this.gateway.stop();
  }

  /** What is answered to these bytes, and what the service was asked because of them. */
  async told(text: string) {
    const before = this.tickets.asked.length;
    const client = await RawClient.connect(this.gateway.address);
    this.clients.push(client);
    client.say(text);
    const answers = await client.answers();
    const asked = this.tickets.asked.slice(before).map(({ url }) => url);
    return { statuses: answers.map(({ status }) => status), asked };
  }
}
