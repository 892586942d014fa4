import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { RawClient } from '../raw-client.js';
import { answerJson } from '../stub-upstream.js';
import { AttackedGateway, SOCKET } from './attacked-gateway.js';

const DESK = 'https://desk.acme.example';

let attacked: AttackedGateway;

beforeAll(async () => {
  attacked = await AttackedGateway.start();
});
afterEach(() => attacked.leave());
afterAll(() => attacked.stop());

describe('browsers are told', () => {
  it.each([
    ['with what is served', 'GET', '/api/v1/prices', 200],
    ['with a refusal', 'GET', '/api/v1/nothing', 404],
    ['with what the gateway answers itself', 'GET', '/health/live', 200],
  ])('not to guess types, frame, or tell where they were: %s', async (_, method, path, status) => {
    expect(await attacked.gateway.send(method, path)).toMatchObject({
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
    const client = await RawClient.connect(attacked.gateway.address);
    attacked.clients.push(client);
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
    attacked.tickets.offer('GET /api/v1/prices', { handle: answerJson({}, 200, said) });
    const { headers } = await attacked.gateway.send('GET', '/api/v1/prices', {
      headers: { origin: 'https://evil.example' },
    });
    attacked.tickets.offer('GET /api/v1/prices', {});

    expect(headers['x-frame-options']).toBe('SAMEORIGIN');
    for (const name of ['server', 'x-powered-by', 'access-control-allow-origin'])
      expect(headers).not.toHaveProperty(name);
  });

  it('what may be loaded, by the gateway where it is data, by the service where it is a page', async () => {
    const policyOf = async () =>
      (await attacked.gateway.send('GET', '/api/v1/prices')).headers['content-security-policy'];
    const own = "default-src 'self'";

    expect(await policyOf()).toBe("default-src 'none'; frame-ancestors 'self'");
    attacked.tickets.offer('GET /api/v1/prices', { handle: answerJson({}, 200, { 'content-security-policy': own }) });
    expect(await policyOf()).toBe(own);
    attacked.tickets.offer('GET /api/v1/prices', {});
  });
});

describe('pages of other origins', () => {
  const asking = (origin: string, host = 'acme.localhost') =>
    attacked.gateway.send('OPTIONS', '/api/v1/tickets/7', {
      host,
      headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
    });

  beforeAll(() =>
    attacked.gateway.configure('gateway/cors', {
      tenants: { acme: { origins: [DESK], headers: ['x-own'], credentials: true, maxAgeS: 60 } },
    }),
  );

  it('may ask where their origin is named, before any log-in and without the service being asked', async () => {
    const before = attacked.tickets.asked.length;
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
    expect(attacked.tickets.asked.length).toBe(before);
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
    const ask = (origin: string, path: string) => attacked.gateway.send('GET', path, { headers: { origin } });
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
    const headers = { host: 'acme.localhost', authorization: `Bearer ${attacked.token}`, ...(origin && { origin }) };
    const socket = new WebSocket(`ws://${attacked.gateway.address}${SOCKET}`, { headers });
    const got = await new Promise<number>((resolve) => {
      socket.on('error', () => undefined);
      socket.once('open', () => resolve(101));
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode!));
    });
    socket.terminate();

    expect(got).toBe(status);
  });

  it('are as they were when the rule cannot be read', async () => {
    await attacked.gateway.configure('gateway/cors', { tenants: { acme: { origins: ['everybody'] } } });

    expect((await asking(DESK)).status).toBe(204);
  });
});
