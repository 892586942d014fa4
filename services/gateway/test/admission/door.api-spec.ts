import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestIssuer } from '#libs/testing/doubles/test-issuer';
import { GatewayInTest } from '../gateway-in-test.js';
import { answerJson, type StubUpstream } from '../stub-upstream.js';

let gateway: GatewayInTest;
let tickets: StubUpstream;

beforeAll(async () => {
  gateway = await GatewayInTest.start();
  await gateway.tenant('globex');
  await gateway.tenant('initech', 'suspended');
  await gateway.tenant('hooli', 'provisioning');
  tickets = await gateway.upstream('ticket-center', {
    'GET /api/v1/tickets/{id}': { permission: 'ticket:read' },
    'POST /api/v1/tickets': { permission: 'ticket:open', handle: answerJson({ id: '1' }, 201, { etag: '"1"' }) },
    'GET /api/v1/prices': {},
    'GET /api/v1/hidden': { permission: 'service:internal' },
    'GET /internal/tickets': {},
  });
});
afterAll(() => gateway.stop());

/** The header fields the service got with its last request. */
const received = () => tickets.asked.at(-1)!.headers;

describe('a permitted request', () => {
  it('reaches the service that offers it, path and query untouched, and brings its answer back', async () => {
    const token = await gateway.token(['ticket:read']);
    const answer = await gateway.send('GET', '/api/v1/tickets/a%20b?full=1&x=%2F..', { token });

    expect(answer).toMatchObject({ status: 200, json: { service: 'ticket-center' } });
    expect(tickets.asked.at(-1)).toMatchObject({ method: 'GET', url: '/api/v1/tickets/a%20b?full=1&x=%2F..' });
  });

  it("keeps the service's status and header fields", async () => {
    const token = await gateway.token(['ticket:*']);
    const answer = await gateway.send('POST', '/api/v1/tickets', { token, body: '{}' });

    expect(answer).toMatchObject({ status: 201, headers: { etag: '"1"' }, json: { id: '1' } });
  });

  it('carries the token it came with', async () => {
    const token = await gateway.token(['ticket:read']);
    await gateway.send('GET', '/api/v1/tickets/7', { token });

    expect(received().authorization).toBe(`Bearer ${token}`);
  });

  it('says how much time there is', async () => {
    await gateway.send('GET', '/api/v1/prices');

    expect(Number(received()['x-deadline-ms'])).toBeGreaterThan(4_000);
    expect(Number(received()['x-deadline-ms'])).toBeLessThanOrEqual(5_000);
  });

  it('may ask for the header alone where there is a GET', async () => {
    const answer = await gateway.send('HEAD', '/api/v1/prices');

    expect(answer).toMatchObject({ status: 200, text: '' });
    expect(tickets.asked.at(-1)).toMatchObject({ method: 'HEAD' });
  });
});

describe('the tenant', () => {
  it.each(['acme.localhost', 'ACME.localhost', 'acme.localhost:8080'])('is known by the host name %s', async (host) => {
    await gateway.send('GET', '/api/v1/prices', { host });

    expect(received()['x-switchboard-tenant']).toBe('acme');
  });

  it.each(['nobody.localhost', 'acme.localhost.', '', 'acme.localhost:80:80'])(
    'is unknown under the host name "%s"',
    async (host) => {
      const answer = await gateway.send('GET', '/api/v1/prices', { host });

      expect(answer).toMatchObject({ status: 404, json: { code: 'unknown-tenant' } });
    },
  );

  it('is refused when it is suspended', async () => {
    const answer = await gateway.send('GET', '/api/v1/prices', { host: 'initech.localhost' });

    expect(answer).toMatchObject({ status: 403, json: { code: 'tenant-suspended' } });
  });

  it('is asked to wait for while it is being set up', async () => {
    const answer = await gateway.send('GET', '/api/v1/prices', { host: 'hooli.localhost' });

    expect(answer).toMatchObject({ status: 503, json: { code: 'tenant-provisioning' } });
  });

  it('is served from the moment it is there', async () => {
    const before = await gateway.send('GET', '/api/v1/prices', { host: 'umbrella.localhost' });
    await gateway.tenant('umbrella');
    const after = await gateway.send('GET', '/api/v1/prices', { host: 'umbrella.localhost' });

    expect([before.status, after.status]).toEqual([404, 200]);
  });
});

describe('identity and permission', () => {
  it('need no login for what is public', async () => {
    expect(await gateway.send('GET', '/api/v1/prices')).toMatchObject({ status: 200 });
  });

  it('are asked for otherwise', async () => {
    const answer = await gateway.send('GET', '/api/v1/tickets/7');

    expect(answer).toMatchObject({ status: 401, json: { code: 'not-authenticated' } });
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
  });

  it.each([
    ['by itself', ['ticket:read'], 200],
    ['by its noun', ['ticket:*'], 200],
    ['by everything', ['*'], 200],
    ['not by another', ['ticket:open'], 403],
  ])('are enough %s', async (_, permissions, status) => {
    const answer = await gateway.send('GET', '/api/v1/tickets/7', { token: await gateway.token(permissions) });

    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.json).toMatchObject({ code: 'not-permitted' });
  });

  it('come from a token of this host name’s tenant only', async () => {
    const token = await gateway.token(['*'], { tenantId: 'globex' });
    const elsewhere = await gateway.send('GET', '/api/v1/tickets/7', { token });
    const athome = await gateway.send('GET', '/api/v1/tickets/7', { token, host: 'globex.localhost' });

    expect(elsewhere).toMatchObject({ status: 401, json: { code: 'token-of-other-tenant' } });
    expect(athome.status).toBe(200);
  });

  it('never come from a token that a service uses inside', async () => {
    const token = await gateway.token(['*'], { kind: 'service', tenantId: undefined });
    const headers = { 'x-switchboard-tenant': 'acme' };

    expect(await gateway.send('GET', '/api/v1/tickets/7', { token, headers })).toMatchObject({
      status: 401,
      json: { code: 'token-of-other-tenant' },
    });
  });

  it('do not come from a token that somebody else signed', async () => {
    const forger = await TestIssuer.create();
    const claims = { subject: 'mia', kind: 'person', tenantId: 'acme', permissions: ['*'] } as const;
    const token = await forger.token(claims, gateway.clock.now());

    expect(await gateway.send('GET', '/api/v1/tickets/7', { token })).toMatchObject({
      status: 401,
      json: { code: 'token-invalid' },
    });
  });

  it('end with the token, also for what is public', async () => {
    const token = await gateway.token(['*']);
    gateway.clock.advance({ hours: 2 });

    expect(await gateway.send('GET', '/api/v1/prices', { token })).toMatchObject({
      status: 401,
      json: { code: 'token-expired' },
    });
  });

  it('are refused when the field is no bearer token', async () => {
    const headers = { authorization: 'Basic bWlhOm1pYQ==' };

    expect(await gateway.send('GET', '/api/v1/prices', { headers })).toMatchObject({
      status: 401,
      json: { code: 'token-malformed' },
    });
  });
});

describe('an anonymous request', () => {
  it('goes on with the gateway’s own token, which is good for nothing but what is public, and the tenant', async () => {
    await gateway.send('GET', '/api/v1/prices');
    const payload = received().authorization!.split('.')[1]!;

    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      kind: 'service',
      scope: 'public',
    });
    expect(received()['x-switchboard-tenant']).toBe('acme');
  });
});

describe('what only we may say to a service', () => {
  it('is not taken from the client', async () => {
    await gateway.send('GET', '/api/v1/prices', {
      headers: {
        'x-switchboard-tenant': 'globex',
        'x-deadline-ms': '99999999',
        forwarded: 'for=10.0.0.1',
        'x-forwarded-for': '10.0.0.1',
        'x-forwarded-proto': 'https',
        'x-real-ip': '10.0.0.1',
        via: '1.1 elsewhere',
      },
    });

    expect(received()).toMatchObject({
      'x-switchboard-tenant': 'acme',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'acme.localhost',
    });
    expect(Number(received()['x-deadline-ms'])).toBeLessThanOrEqual(5_000);
    for (const name of ['forwarded', 'x-forwarded-proto', 'x-real-ip', 'via'])
      expect(received()).not.toHaveProperty(name);
  });

  it('is neither what is meant for one connection, nor what the connection field names', async () => {
    const headers = {
      te: 'trailers',
      'proxy-authorization': 'x',
      connection: 'close, x-hop',
      'x-hop': '1',
      'x-kept': '2',
    };
    await gateway.send('GET', '/api/v1/prices', { headers });

    expect(received()).toMatchObject({ 'x-kept': '2' });
    for (const name of ['te', 'proxy-authorization', 'x-hop']) expect(received()).not.toHaveProperty(name);
  });

  it('does not come back to the client either', async () => {
    const handle = answerJson({}, 200, { connection: 'x-hop', 'x-hop': '1', 'x-kept': '2', 'proxy-authenticate': 'x' });
    tickets.offer('GET /api/v1/prices', { handle });
    const { headers } = await gateway.send('GET', '/api/v1/prices');
    tickets.offer('GET /api/v1/prices', {});

    expect(headers).toMatchObject({ 'x-kept': '2' });
    for (const name of ['x-hop', 'proxy-authenticate']) expect(headers).not.toHaveProperty(name);
  });
});

describe('what is inside', () => {
  it.each(['/internal/tickets', '/.well-known/jwks.json', '/oauth/token', '/api/v1/hidden', '/api/v2/tickets/7'])(
    'is not served: %s',
    async (path) => {
      const answer = await gateway.send('GET', path, { token: await gateway.token(['*', 'service:internal']) });

      expect(answer).toMatchObject({ status: 404, json: { code: 'no-such-route' } });
    },
  );
});

describe('an unclear path', () => {
  it.each([
    '/api/v1/tickets/..%2f..%2finternal%2ftickets',
    '/api/v1/tickets/%2E%2e/prices',
    '/api/v1/tickets/../../../internal/tickets',
    '/api/v1/tickets/.',
    '/api/v1//prices',
    '//api/v1/prices',
    '/api\\v1/prices',
    '/api/v1/tickets%5c7',
    '/api/v1/tickets/7%00',
    '/api/v1/tickets/%ff',
    '/api/v1/tickets/%zz',
    '/api/v1/prices#part',
    'http://acme.localhost/api/v1/prices',
  ])('is refused: %s', async (path) => {
    const before = tickets.asked.length;
    const answer = await gateway.send('GET', path, { token: await gateway.token(['*']) });

    expect(answer).toMatchObject({ status: 400, json: { code: 'path-malformed' } });
    expect(tickets.asked.length).toBe(before);
  });

  it('is none for a dot or an encoded letter inside a part', async () => {
    const token = await gateway.token(['ticket:read']);
    const dotted = await gateway.send('GET', '/api/v1/tickets/a..b.c', { token });
    const encoded = await gateway.send('GET', '/api/v1/%70rices');

    expect([dotted.status, encoded.status]).toEqual([200, 404]);
    expect(tickets.asked.at(-1)!.url).toBe('/api/v1/%70rices');
  });
});

describe('a method the path does not know', () => {
  it('is refused with those it knows', async () => {
    const answer = await gateway.send('DELETE', '/api/v1/tickets/7');

    expect(answer).toMatchObject({ status: 405, json: { code: 'method-not-allowed' }, headers: { allow: 'GET' } });
  });
});

describe('every answer', () => {
  const trace = '0af7651916cd43dd8448eb211c80319c';
  const traceparent = `00-${trace}-b7ad6b7169203331-01`;

  it.each([
    ['served', '/api/v1/prices'],
    ['refused', '/api/v1/nothing'],
    ['of the gateway itself', '/health/live'],
  ])('%s has a request id and continues the trace', async (_, path) => {
    const fresh = await gateway.send('GET', path);
    const { headers } = await gateway.send('GET', path, { headers: { traceparent } });

    expect(fresh.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}\.[0-9a-z]+$/);
    expect(fresh.headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(headers.traceparent).toContain(trace);
    expect(headers['x-request-id']).not.toBe(fresh.headers['x-request-id']);
  });

  it('and the service have the same request id and trace', async () => {
    const { headers } = await gateway.send('GET', '/api/v1/prices');

    expect(received()).toMatchObject({ 'x-request-id': headers['x-request-id'], traceparent: headers.traceparent });
  });

  it('keeps the request id the client gave it, if it is one', async () => {
    const given = await gateway.send('GET', '/api/v1/prices', { headers: { 'x-request-id': 'portal:42' } });
    const bad = await gateway.send('GET', '/api/v1/prices', { headers: { 'x-request-id': '{"a":1}' } });

    expect(given.headers['x-request-id']).toBe('portal:42');
    expect(bad.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}\.[0-9a-z]+$/);
  });

  it('that refuses is a problem that names the trace', async () => {
    const { headers, json } = await gateway.send('GET', '/api/v1/nothing', { headers: { traceparent } });

    expect(headers['content-type']).toBe('application/problem+json');
    expect(json).toEqual({
      type: 'about:blank',
      title: 'Not found',
      status: 404,
      code: 'no-such-route',
      detail: 'Nothing is served under this path.',
      traceId: trace,
    });
  });
});
