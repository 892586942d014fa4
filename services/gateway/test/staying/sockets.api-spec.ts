import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { WebSocket, type ClientOptions } from 'ws';
import { GatewayInTest } from '../gateway-in-test.js';
import { RawClient } from '../raw-client.js';
import type { StubUpstream } from '../stub-upstream.js';

const PATH = '/api/v1/conversations/socket';
const HOST = { host: 'acme.localhost' };

let gateway: GatewayInTest;
let upstream: StubUpstream;
let arrived: WebSocket[];
const clients: WebSocket[] = [];

async function service(): Promise<StubUpstream> {
  const started = await gateway.upstream('call-center', {
    [`GET ${PATH}`]: { permission: 'conversation:attend', described: { 'x-websocket': true } },
    'GET /api/v1/contacts': { permission: 'conversation:attend' },
  });
  started.takesSockets((socket) => {
    arrived.push(socket);
    socket.on('error', () => undefined);
    socket.on('message', (data, binary) => socket.send(data, { binary }));
  });
  return started;
}

beforeEach(async () => {
  arrived = [];
  gateway = await GatewayInTest.start({ frameMs: 300, checkEveryMs: 100 });
  upstream = await service();
  const token = await gateway.token(['conversation:attend']);
  await eventually('it is served', async () => (await gateway.send('GET', PATH, { token })).status === 200);
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.terminate();
  await gateway.stop();
});

async function open(options: ClientOptions = {}, protocols: string[] = [], path = PATH): Promise<WebSocket> {
  const client = new WebSocket(`ws://${gateway.address}${path}`, protocols, options);
  clients.push(client);
  const refused = once(client, 'unexpected-response').then(([request, answer]) => {
    (request as { destroy(): void }).destroy();
    throw new Error(String((answer as { statusCode: number }).statusCode));
  });
  refused.catch(() => undefined);
  client.on('error', () => undefined);
  await Promise.race([once(client, 'open'), refused]);
  return client;
}

async function welcome(claims: object = {}): Promise<WebSocket> {
  const token = await gateway.token(['conversation:attend'], claims);
  return open({ headers: { ...HOST, authorization: `Bearer ${token}` } });
}

async function echoed(client: WebSocket, said: string): Promise<string> {
  const answer = once(client, 'message');
  client.send(said);
  return String((await answer)[0]);
}

const closeCodeOf = async (client: WebSocket) => Number((await once(client, 'close'))[0]);

describe('a WebSocket through the gateway', () => {
  it('passes what both ends say, with the gateway’s word about who it is', async () => {
    const token = await gateway.token(['conversation:attend']);
    const forged = { 'x-switchboard-tenant': 'other', 'x-forwarded-for': '1.1.1.1', traceparent: 'mine' };
    const client = await open({ headers: { ...HOST, ...forged, authorization: `Bearer ${token}` } });
    expect(await echoed(client, 'hello')).toBe('hello');
    const large = 'x'.repeat(60_000);
    expect(await echoed(client, large)).toBe(large);
    const { headers } = upstream.asked.at(-1)!;
    expect(headers).toMatchObject({
      'x-switchboard-tenant': 'acme',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'acme.localhost',
      authorization: `Bearer ${token}`,
    });
    expect(headers.traceparent).toMatch(/^00-/);
  });

  it('takes the token of a browser from its subprotocols, and passes on only the others', async () => {
    const token = await gateway.token(['conversation:attend']);
    const client = await open({ headers: HOST }, ['switchboard.chat.v1', `bearer.${token}`]);
    expect(client.protocol).toBe('switchboard.chat.v1');
    expect(upstream.asked.at(-1)!.headers).toMatchObject({
      'sec-websocket-protocol': 'switchboard.chat.v1',
      authorization: `Bearer ${token}`,
    });
  });

  it('is refused as a request would be', async () => {
    const bearer = async (permissions: string[], claims = {}) => ({
      headers: { ...HOST, authorization: `Bearer ${await gateway.token(permissions, claims)}` },
    });
    await expect(open({ headers: HOST })).rejects.toThrow('401');
    await expect(open(await bearer(['ticket:read']))).rejects.toThrow('403');
    await expect(open(await bearer(['conversation:attend'], { tenantId: 'other' }))).rejects.toThrow('401');
    await expect(open({ headers: { host: 'nobody.localhost' } })).rejects.toThrow('404');
    await expect(open(await bearer(['*']), [], '/api/v1/nothing')).rejects.toThrow('404');
    await expect(open(await bearer(['*']), [], '/api/v1/contacts')).rejects.toThrow('200');
    expect(arrived).toEqual([]);
  });

  it('says a problem where it is refused', async () => {
    const client = await RawClient.connect(gateway.address);
    client.say(`GET ${PATH} HTTP/1.1`, 'host: acme.localhost', 'connection: upgrade', 'upgrade: websocket', '', '');
    const [answer] = await client.answers();
    expect(answer!.problem).toMatchObject({ status: 401, code: 'not-authenticated' });
  });

  it('passes the service’s own refusal on', async () => {
    const other = await gateway.upstream('ticket-center', {
      'GET /api/v1/watch': {
        described: { 'x-websocket': true },
        handle: (_, response) => response.writeHead(418).end('no'),
      },
    });
    await eventually('it is asked', async () => {
      await open({ headers: HOST }, [], '/api/v1/watch').catch(() => undefined);
      return other.asked.length > 0;
    });
    await expect(open({ headers: HOST }, [], '/api/v1/watch')).rejects.toThrow('418');
  });

  it('answers another protocol than WebSocket in this one', async () => {
    const client = await RawClient.connect(gateway.address);
    client.say(
      'GET /health/live HTTP/1.1',
      'host: acme.localhost',
      'connection: upgrade, close',
      'upgrade: h2c',
      '',
      '',
    );
    expect((await client.answers())[0]).toMatchObject({ status: 200 });
  });

  it('ends with the service, and comes again to another', async () => {
    const client = await welcome();
    const closed = closeCodeOf(client);
    arrived[0]!.close(1012, 'service-restart');
    expect(await closed).toBe(1012);

    const second = await welcome();
    const cut = closeCodeOf(second);
    await upstream.kill();
    await upstream.deregister();
    expect(await cut).toBe(1006);
    await service();
    const again = await eventually('it is let in', () => welcome());
    expect(await echoed(again, 'hello')).toBe('hello');
  });

  it('ends the service’s side when the client goes', async () => {
    const client = await welcome();
    const closed = once(arrived[0]!, 'close');
    client.terminate();
    await closed;
  });

  it('is told to go away when the gateway stops, and holds nothing up', async () => {
    const client = await welcome();
    const closed = closeCodeOf(client);
    const begun = performance.now();
    await gateway.stopGateway();
    expect(await closed).toBe(1001);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it('is ended by a frame that is too large, before all of it has come', async () => {
    const client = await welcome();
    const closed = closeCodeOf(client);
    client.send('x'.repeat(10_000_000));
    expect(await closed).toBe(1009);
  });

  it('is ended by a frame that does not end', async () => {
    const token = await gateway.token(['conversation:attend']);
    const client = await RawClient.connect(gateway.address);
    const fields = ['host: acme.localhost', 'connection: upgrade', 'upgrade: websocket', 'sec-websocket-version: 13'];
    client.say(
      `GET ${PATH} HTTP/1.1`,
      ...fields,
      'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
      `authorization: Bearer ${token}`,
      '',
      '',
    );
    await eventually('it is open', () => client.received.startsWith('HTTP/1.1 101'));
    client.sayBytes(0x81, 0xfe, 0x7f);
    expect((await client.heard()).slice(-4)).toBe(Buffer.from([0x88, 0x02, 0x03, 0xf0]).toString('latin1'));
  });

  it('is ended when it sends faster than it may', async () => {
    await gateway.configure('gateway/limits', { sockets: { frames: { perSecond: 5, burst: 10 } } });
    const client = await welcome();
    for (let n = 0; n < 10; n += 1) expect(await echoed(client, `${n}`)).toBe(`${n}`);
    const closed = closeCodeOf(client);
    client.send('one more');
    expect(await closed).toBe(1008);
  });

  it('counts those of a client and of a tenant', async () => {
    await gateway.configure('gateway/limits', { sockets: { client: 2, tenant: 3 } });
    const first = await welcome();
    await welcome();
    await expect(welcome()).rejects.toThrow('429');
    await welcome({ subject: 'ben' });
    await expect(welcome({ subject: 'sam' })).rejects.toThrow('429');
    first.terminate();
    await eventually('there is room again', () => welcome());
  });

  it('holds back a service when its client does not read, with little memory', async () => {
    const client = await welcome();
    client.pause();
    const chunk = Buffer.alloc(64 * 1024);
    const sending = arrived[0]!;
    for (let n = 0; n < 1_000; n += 1) sending.send(chunk);
    await eventually('nothing more passes', async () => {
      const before = sending.bufferedAmount;
      await new Promise((resolve) => setTimeout(resolve, 200));
      return sending.bufferedAmount === before && before > 0;
    });
    expect(sending.bufferedAmount).toBeGreaterThan(32 * 1024 * 1024);
  });
});
