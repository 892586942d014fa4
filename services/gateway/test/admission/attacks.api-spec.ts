import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { GatewaySeal } from '#libs/web/access/gateway-seal';
import { WebSocket } from 'ws';
import { GatewayInTest } from '../gateway-in-test.js';
import { RawClient } from '../raw-client.js';
import { answerJson, type StubUpstream } from '../stub-upstream.js';

const WIDE = { perSecond: 1_000_000, burst: 1_000_000 };
const HOST = 'Host: acme.localhost';
const SOCKET = '/api/v1/conversations/socket';
const DESK = 'https://desk.acme.example';

let gateway: GatewayInTest;
let tickets: StubUpstream;
let token: string;
const clients: RawClient[] = [];

beforeAll(async () => {
  gateway = await GatewayInTest.start({ headerMs: 300, requestMs: 600, checkEveryMs: 50 });
  await gateway.configure('gateway/limits', { tenant: WIDE, client: WIDE });
  await gateway.tenant('globex');
  tickets = await gateway.upstream('ticket-center', {
    'GET /api/v1/prices': {},
    'GET /api/v1/tickets/{id}': { permission: 'ticket:read' },
    'POST /api/v1/echo': { handle: (request, response) => void request.pipe(response) },
    [`GET ${SOCKET}`]: { permission: 'conversation:attend', described: { 'x-websocket': true } },
  });
  tickets.takesSockets((socket) => socket.on('error', () => undefined));
  token = await gateway.token(['*']);
  await gateway.send('GET', '/api/v1/prices');
});
afterEach(() => {
  for (const client of clients.splice(0)) client.leave();
});
afterAll(() => gateway.stop());

/** What is answered to these bytes, and what the service was asked because of them. */
async function told(text: string) {
  const before = tickets.asked.length;
  const client = await RawClient.connect(gateway.address);
  clients.push(client);
  client.say(text);
  const answers = await client.answers();
  return { statuses: answers.map(({ status }) => status), asked: tickets.asked.slice(before).map(({ url }) => url) };
}

const SMUGGLED = `GET /api/v1/tickets/7 HTTP/1.1\r\n${HOST}\r\n\r\n`;
const post = (fields: string, body: string) => `POST /api/v1/echo HTTP/1.1\r\n${HOST}\r\n${fields}\r\n\r\n${body}`;

describe('request smuggling', () => {
  it.each([
    ['CL.TE', post('Content-Length: 6\r\nTransfer-Encoding: chunked', `0\r\n\r\n${SMUGGLED}`)],
    ['TE.CL', post('Transfer-Encoding: chunked\r\nContent-Length: 4', `5c\r\n${SMUGGLED}0\r\n\r\n`)],
    ['TE.TE', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', `0\r\n\r\n${SMUGGLED}`)],
    ['TE.TE, capitals', post('Transfer-Encoding: chunked\r\nTransfer-encoding: x', `0\r\n\r\n${SMUGGLED}`)],
    ['TE with a tab', post('Transfer-Encoding:\tchunked\r\nContent-Length: 4', `0\r\n\r\n${SMUGGLED}`)],
    ['TE with a vertical tab', post('Transfer-Encoding: \vchunked', `0\r\n\r\n${SMUGGLED}`)],
    ['TE in quotes', post('Transfer-Encoding: "chunked"', `0\r\n\r\n${SMUGGLED}`)],
    ['TE after a line feed', post('X: y\nTransfer-Encoding: chunked\r\nContent-Length: 4', `0\r\n\r\n${SMUGGLED}`)],
    ['CL.CL', post('Content-Length: 0\r\nContent-Length: 44', SMUGGLED)],
    ['a length in a list', post('Content-Length: 0, 44', SMUGGLED)],
    ['a negative length', post('Content-Length: -1', SMUGGLED)],
    ['a length with a space', post('Content-Length: 0 44', SMUGGLED)],
    ['a length that is too large to be one', post(`Content-Length: ${'9'.repeat(30)}`, SMUGGLED)],
    ['a length of no digits', post('Content-Length: ', SMUGGLED)],
    ['obs-fold', post('X-One: a\r\n Content-Length: 44', SMUGGLED)],
    ['obs-fold of the length', post('Content-Length:\r\n 44', SMUGGLED)],
    ['a field without a colon', post('Content-Length', SMUGGLED)],
    ['a field without a name', post(': x', SMUGGLED)],
    ['a null in a name', post('Content\0-Length: 44', SMUGGLED)],
    ['a chunk that is longer than it says', post('Transfer-Encoding: chunked', `1\r\nabc\r\n0\r\n\r\n${SMUGGLED}`)],
    ['a chunk size with a sign', post('Transfer-Encoding: chunked', `+1\r\na\r\n0\r\n\r\n${SMUGGLED}`)],
    ['a chunk size in 0x', post('Transfer-Encoding: chunked', `0x1\r\na\r\n0\r\n\r\n${SMUGGLED}`)],
    ['a chunk size of 17 digits', post('Transfer-Encoding: chunked', `10000000000000001\r\na\r\n0\r\n\r\n${SMUGGLED}`)],
    ['a chunk that ends in a line feed', post('Transfer-Encoding: chunked', `1\na\n0\n\n${SMUGGLED}`)],
    ['HTTP/0.9', 'GET /api/v1/prices\r\n\r\n'],
    ['HTTP/2 on the same connection', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a version of three parts', `GET /api/v1/prices HTTP/1.1.1\r\n${HOST}\r\n\r\n`],
    ['a tab before the version', `GET /api/v1/prices\tHTTP/1.1\r\n${HOST}\r\n\r\n`],
    ['a method of no letters', `G\0T /api/v1/prices HTTP/1.1\r\n${HOST}\r\n\r\n`],
  ])('is refused, and nothing gets through: %s', async (_, text) => {
    const { statuses, asked } = await told(text);

    expect(statuses.length).toBeLessThanOrEqual(1);
    for (const status of statuses) expect([400, 404, 408, 413, 431]).toContain(status);
    expect(asked.filter((url) => url !== '/api/v1/echo')).toEqual([]);
  });

  it('has nothing of a request with a body on GET: it is a body, whole', async () => {
    const body = SMUGGLED;
    const fields = `${HOST}\r\nContent-Length: ${body.length}\r\nConnection: close`;
    const { statuses, asked } = await told(`GET /api/v1/prices HTTP/1.1\r\n${fields}\r\n\r\n${body}`);

    expect(statuses).toHaveLength(1);
    expect(asked.filter((url) => url?.startsWith('/api/v1/tickets'))).toEqual([]);
  });

  it.each(['h2c', 'TLS/1.0', 'websocket, h2c'])('has no way through an upgrade to %s', async (upgrade) => {
    const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade, 'http2-settings': 'AAMAAABk' };
    const { status } = await gateway.send('GET', '/api/v1/prices', { headers });
    const asked = tickets.asked.at(-1)!;

    expect(status).toBe(200);
    for (const name of ['upgrade', 'http2-settings']) expect(asked.headers).not.toHaveProperty(name);
  });

  it('has no tunnel through CONNECT', async () => {
    const { statuses, asked } = await told(`CONNECT acme.localhost:80 HTTP/1.1\r\n${HOST}\r\n\r\n${SMUGGLED}`);

    expect(statuses.filter((status) => status < 400)).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe('path confusion', () => {
  it.each([
    ['encoded slash', '/api/v1/tickets%2f7'],
    ['encoded slash in capitals', '/api/v1/tickets/%2F..%2Fprices'],
    ['double encoded slash', '/api/v1/tickets/..%252fprices'],
    ['slash encoded three times', '/api/v1/tickets/..%25252fprices'],
    ['dot segment', '/api/v1/x/../prices'],
    ['encoded dot segment', '/api/v1/x/%2e%2e/prices'],
    ['half encoded dot segment', '/api/v1/x/.%2e/prices'],
    ['double encoded dot segment', '/api/v1/x/%252e%252e/prices'],
    ['dot segment with parameters', '/api/v1/x/..;/prices'],
    ['dot segment with encoded parameters', '/api/v1/x/..%3b/prices'],
    ['single dot', '/api/v1/./prices'],
    ['trailing dot segment', '/api/v1/prices/..'],
    ['empty segment', '/api//v1/prices'],
    ['backslash', '/api/v1\\prices'],
    ['encoded backslash', '/api/v1/tickets/..%5cprices'],
    ['double encoded backslash', '/api/v1/tickets/..%255cprices'],
    ['null byte', '/api/v1/prices%00.json'],
    ['double encoded null byte', '/api/v1/prices%2500.json'],
    ['line end', '/api/v1/tickets/7%0d%0aX-One:%20a'],
    ['overlong slash', '/api/v1/tickets/..%c0%afprices'],
    ['overlong dot', '/api/v1/tickets/%c0%ae%c0%ae/prices'],
    ['overlong slash of three bytes', '/api/v1/tickets/..%e0%80%afprices'],
    ['half of a surrogate pair', '/api/v1/tickets/%ed%a0%80'],
    ['IIS encoding', '/api/v1/tickets/%u002e%u002e'],
    ['broken encoding', '/api/v1/tickets/%2'],
    ['fragment', '/api/v1/prices#x'],
    ['absolute form', 'http://acme.localhost/api/v1/prices'],
    ['absolute form of another host', 'http://globex.localhost/api/v1/prices'],
    ['authority form', 'acme.localhost:80'],
    ['asterisk form', '*'],
    ['relative', 'api/v1/prices'],
    ['raw UTF-8', '/api/v1/pr\u00efces'],
  ])('is refused: %s', async (_, target) => {
    const { statuses, asked } = await told(`GET ${target} HTTP/1.1\r\n${HOST}\r\nConnection: close\r\n\r\n`);

    expect(statuses).toEqual([400]);
    expect(asked).toEqual([]);
  });

  it.each(['/api/v1/prices/', '/API/v1/prices', '/api/v1/prices;x=1', '/api/v1/prices%20', '/api/v1/prices.json'])(
    'leads to nothing: %s',
    async (path) => {
      expect(await gateway.send('GET', path, { token })).toMatchObject({ status: 404 });
    },
  );
});

describe('what a client says of itself', () => {
  it.each([
    'x-switchboard-tenant',
    'x-switchboard-gateway',
    'x-switchboard-anything',
    'x_switchboard_tenant',
    'x-tenant',
    'x-tenant-id',
    'x-org-id',
    'x-user',
    'x-user-id',
    'x-userid',
    'x-username',
    'x-account-id',
    'x-principal',
    'x-subject',
    'x-role',
    'x-roles',
    'x-user-roles',
    'x-groups',
    'x-permissions',
    'x-scope',
    'x-scopes',
    'x-session-id',
    'x-client-id',
    'x-email',
    'x-authenticated-user',
    'x-authenticated-userid',
    'x-auth-request-user',
    'x-consumer-id',
    'x-remote-user',
    'remote-user',
    'x-goog-authenticated-user-email',
    'x-ms-client-principal-id',
    'x-client-cert',
    'x-ssl-client-verify',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-forwarded-user',
    'x-forwarded-client-cert',
    'forwarded',
    'via',
    'from',
    'x-real-ip',
    'x-client-ip',
    'true-client-ip',
    'cf-connecting-ip',
    'x-cluster-client-ip',
    'x-remote-addr',
    'x-host',
    'x-original-host',
    'x-original-url',
    'x-original-uri',
    'x-rewrite-url',
    'x-http-method-override',
    'x-method-override',
    'x-deadline-ms',
    'traceparent',
  ])('is dropped: %s', async (name) => {
    await gateway.send('GET', '/api/v1/prices', { headers: { [name]: 'forged-globex', 'x-kept': '1' } });
    const { headers } = tickets.asked.at(-1)!;

    expect(JSON.stringify(headers)).not.toContain('forged-globex');
    expect(headers['x-kept']).toBe('1');
  });

  it('does not become another word of the gateway’s because it is said twice', async () => {
    const forged = { 'x-forwarded-for': ['10.0.0.1', '10.0.0.2'], 'x-switchboard-tenant': ['globex', 'acme'] };
    await gateway.send('GET', '/api/v1/prices', { headers: forged });

    expect(tickets.asked.at(-1)!.headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-switchboard-tenant': 'acme',
    });
  });
});

describe('towards services', () => {
  it('the gateway proves that it was the gateway who said where a request came from', async () => {
    await gateway.send('GET', '/api/v1/prices');
    const { headers } = tickets.asked.at(-1)!;
    const seal = new GatewaySeal(['a secret for tests only'], gateway.clock);
    const given = headers['x-switchboard-gateway'] as string;

    expect(seal.holds(given, 'forwarded', '127.0.0.1', 'acme.localhost')).toBe(true);
    expect(seal.holds(given, 'forwarded', '127.0.0.2', 'acme.localhost')).toBe(false);
  });

  it('what gateways ask each other is answered to nobody else', async () => {
    const path = '/internal/assurance?minutes=1&by=route';
    const seal = new GatewaySeal(['a secret for tests only'], gateway.clock);
    const forged = [undefined, 'x', new GatewaySeal(['another'], gateway.clock).of('instance', 'minutes=1&by=route')];
    for (const each of forged) {
      const headers: Record<string, string> = each === undefined ? {} : { 'x-switchboard-gateway': each };
      expect((await gateway.send('GET', path, { token, headers })).status).toBe(404);
    }
    const headers = { 'x-switchboard-gateway': seal.of('instance', 'minutes=1&by=route') };

    expect((await gateway.send('GET', path, { headers })).status).toBe(200);
    expect((await gateway.send('GET', `${path}&tenant=acme`, { headers })).status).toBe(404);
  });
});

describe('too many header fields', () => {
  it('are refused, and none of them is passed over', async () => {
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`x-${n}`, '1']));
    const few = Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`x-${n}`, '1']));

    expect(await gateway.send('GET', '/api/v1/prices', { headers: many })).toMatchObject({
      status: 431,
      json: { code: 'too-many-fields' },
    });
    expect((await gateway.send('GET', '/api/v1/prices', { headers: few })).status).toBe(200);
  });

  it('do not hide a second Host behind them', async () => {
    const padding = Array.from({ length: 2_100 }, () => 'a:').join('\r\n');
    const { asked, statuses } = await told(
      `GET /api/v1/prices HTTP/1.1\r\n${HOST}\r\n${padding}\r\nHost: globex.localhost\r\nConnection: close\r\n\r\n`,
    );

    expect([statuses, asked]).toEqual([[431], []]);
  });
});

describe('browsers are told', () => {
  it.each([
    ['with what is served', 'GET', '/api/v1/prices', 200],
    ['with a refusal', 'GET', '/api/v1/nothing', 404],
    ['with what the gateway answers itself', 'GET', '/health/live', 200],
  ])('not to guess types, frame, or tell where they were: %s', async (_, method, path, status) => {
    expect(await gateway.send(method, path)).toMatchObject({
      status,
      headers: {
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=31536000',
      },
    });
  });

  it('so in answers to what is no request too', async () => {
    const client = await RawClient.connect(gateway.address);
    clients.push(client);
    client.say('nonsense\r\n\r\n');

    expect(await client.heard()).toContain('x-content-type-options: nosniff');
  });

  it('nothing of what a service says instead, or of what it is made of', async () => {
    const said = {
      'x-frame-options': 'ALLOWALL',
      server: 'X',
      'x-powered-by': 'Y',
      'access-control-allow-origin': '*',
    };
    tickets.offer('GET /api/v1/prices', { handle: answerJson({}, 200, said) });
    const { headers } = await gateway.send('GET', '/api/v1/prices', { headers: { origin: 'https://evil.example' } });
    tickets.offer('GET /api/v1/prices', {});

    expect(headers['x-frame-options']).toBe('SAMEORIGIN');
    for (const name of ['server', 'x-powered-by', 'access-control-allow-origin'])
      expect(headers).not.toHaveProperty(name);
  });

  it('what may be loaded, by the gateway where it is data, by the service where it is a page', async () => {
    const policyOf = async () => (await gateway.send('GET', '/api/v1/prices')).headers['content-security-policy'];
    const own = "default-src 'self'";

    expect(await policyOf()).toBe("default-src 'none'; frame-ancestors 'self'");
    tickets.offer('GET /api/v1/prices', { handle: answerJson({}, 200, { 'content-security-policy': own }) });
    expect(await policyOf()).toBe(own);
    tickets.offer('GET /api/v1/prices', {});
  });
});

describe('pages of other origins', () => {
  const asking = (origin: string, host = 'acme.localhost') =>
    gateway.send('OPTIONS', '/api/v1/tickets/7', {
      host,
      headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
    });

  beforeAll(() =>
    gateway.configure('gateway/cors', {
      tenants: { acme: { origins: [DESK], headers: ['x-own'], credentials: true, maxAgeS: 60 } },
    }),
  );

  it('may ask where their origin is named, before any log-in and without the service being asked', async () => {
    const before = tickets.asked.length;
    const { status, headers } = await asking(DESK);

    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': DESK,
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '60',
      vary: 'origin',
    });
    expect(headers['access-control-allow-methods']).toContain('PATCH');
    expect(headers['access-control-allow-headers']).toMatch(/authorization.*x-own/);
    expect(tickets.asked.length).toBe(before);
  });

  it.each([
    ['another origin', 'https://evil.example'],
    ['another scheme', 'http://desk.acme.example'],
    ['another port', `${DESK}:8443`],
    ['a longer name', `${DESK}.evil.example`],
    ['null', 'null'],
  ])('may not ask otherwise: %s', async (_, origin) => {
    const { status, json, headers } = await asking(origin);

    expect([status, json.code]).toEqual([403, 'origin-not-allowed']);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('are another tenant’s business alone', async () => {
    expect((await asking(DESK, 'globex.localhost')).status).toBe(403);
  });

  it('are told so with the answer, and with a refusal', async () => {
    const ask = (origin: string, path: string) => gateway.send('GET', path, { headers: { origin } });
    const allowed = await ask(DESK, '/api/v1/prices');
    const refused = await ask(DESK, '/api/v1/tickets/7');
    const other = await ask('https://evil.example', '/api/v1/prices');

    expect([allowed.status, refused.status, other.status]).toEqual([200, 401, 200]);
    for (const { headers } of [allowed, refused]) expect(headers['access-control-allow-origin']).toBe(DESK);
    const shown = (allowed.headers['access-control-expose-headers'] as string).split(', ');
    expect(shown).toEqual(expect.arrayContaining(['etag', 'ratelimit', 'ratelimit-policy', 'x-switchboard-fallback']));
    expect(other.headers).not.toHaveProperty('access-control-allow-origin');
    expect(other.headers.vary).toBe('origin');
  });

  it.each([
    ['none', undefined, 101],
    ['that is the same', 'https://acme.localhost', 101],
    ['that is named', DESK, 101],
    ['of somebody else', 'https://evil.example', 403],
  ])('open WebSockets as they ask: from an origin %s', async (_, origin, status) => {
    const headers = { host: 'acme.localhost', authorization: `Bearer ${token}`, ...(origin && { origin }) };
    const socket = new WebSocket(`ws://${gateway.address}${SOCKET}`, { headers });
    const got = await new Promise<number>((resolve) => {
      socket.on('error', () => undefined);
      socket.once('open', () => resolve(101));
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode!));
    });
    socket.terminate();

    expect(got).toBe(status);
  });

  it('are as they were when the rule cannot be read', async () => {
    await gateway.configure('gateway/cors', { tenants: { acme: { origins: ['everybody'] } } });

    expect((await asking(DESK)).status).toBe(204);
  });
});

describe('slow clients', () => {
  it.each([
    ['header, a byte at a time', `GET /api/v1/prices HTTP/1.1\r\n${HOST}\r\n`, 'X'],
    ['body, a byte at a time', post('Content-Length: 1000', ''), 'x'],
    ['chunks, a byte at a time', post('Transfer-Encoding: chunked', ''), '1\r\nx\r\n'],
  ])('lose their connection however they go on: %s', async (_, begin, drip) => {
    const client = await RawClient.connect(gateway.address);
    clients.push(client);
    client.say(begin);
    const dripping = setInterval(() => client.say(drip), 20);
    // A client that goes on is cut off in the middle of it.
    const heard = await client.heard().catch(() => '');
    clearInterval(dripping);

    expect(heard).not.toContain('"service"');
    expect(heard.endsWith('\r\n0\r\n\r\n')).toBe(false);
  });

  it('by the hundred take nothing from others', async () => {
    const slow = await Promise.all(Array.from({ length: 200 }, () => RawClient.connect(gateway.address)));
    for (const each of slow) each.say(`GET /api/v1/prices HTTP/1.1\r\n${HOST}\r\nX-Slow: `);
    const answers = await Promise.all(Array.from({ length: 10 }, () => gateway.send('GET', '/api/v1/prices')));
    const ends = await Promise.all(slow.map((each) => each.answers()));

    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(ends.every((each) => each.every(({ status }) => status === 408))).toBe(true);
  });
});
