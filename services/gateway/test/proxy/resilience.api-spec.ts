import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { GatewayInTest } from '../gateway-in-test.js';
import { answerJson, type StubUpstream } from '../stub-upstream.js';

const OFFERS = { 'GET /api/v1/tickets': {}, 'POST /api/v1/tickets': {}, 'PUT /api/v1/tickets': {} };
const quick = (settings: object) => ({ byDefault: { retry: { baseMs: 0 }, ...settings } });

let gateway: GatewayInTest;

beforeEach(async () => {
  gateway = await GatewayInTest.start();
});
afterEach(() => gateway.stop());

async function tickets(): Promise<StubUpstream> {
  const upstream = await gateway.upstream('ticket-center', OFFERS);
  await served('/api/v1/tickets');
  return upstream;
}

async function served(path: string): Promise<void> {
  await eventually('it is served', async () => (await gateway.send('GET', path)).status === 200);
}

async function statuses(times: number, method = 'GET', body?: string): Promise<Record<number, number>> {
  const seen: Record<number, number> = {};
  for (let n = 0; n < times; n += 1) {
    const { status } = await gateway.send(method, '/api/v1/tickets', { body });
    seen[status] = (seen[status] ?? 0) + 1;
  }
  return seen;
}

describe('a service of which one instance is dead', () => {
  beforeEach(async () => {
    await gateway.configure('resilience', quick({}));
    const dead = await tickets();
    await tickets();
    await dead.kill();
  });

  it('is still served to those who only read, and none of them notices', async () => {
    expect(await statuses(30)).toEqual({ 200: 30 });
  });

  it('is not asked twice for what may have been done already, until the dead is known', async () => {
    const seen = await statuses(30, 'POST', '{}');

    expect(seen[503]).toBeGreaterThanOrEqual(1);
    expect(seen[503]).toBeLessThanOrEqual(3);
    expect(seen[200]).toBe(30 - seen[503]!);
  });
});

describe('a read request with a body', () => {
  it('is tried once, as is one that writes', async () => {
    const upstream = await tickets();
    upstream.offer('GET /api/v1/tickets', { handle: (request) => void request.socket.destroy() });
    upstream.offer('PUT /api/v1/tickets', { handle: (request) => void request.socket.destroy() });
    const asked = async (method: string, body?: string) => {
      const such = () => upstream.asked.filter((request) => request.method === method).length;
      const before = such();
      await gateway.send(method, '/api/v1/tickets', { body, headers: body ? { 'content-length': '2' } : {} });
      return such() - before;
    };

    expect([await asked('GET', '{}'), await asked('PUT', '{}'), await asked('PUT'), await asked('GET')]).toEqual([
      1, 1, 1, 3,
    ]);
  });
});

describe('a service that fails', () => {
  it('is left alone after a while, and refused quickly; then tried again', async () => {
    const breaker = { volume: 10, windowMs: 10_000, openMs: 200 };
    await gateway.configure('resilience', quick({ breaker }));
    const upstream = await tickets();
    upstream.offer('POST /api/v1/tickets', { handle: answerJson({ code: 'internal-error' }, 500) });
    const failing = await statuses(30, 'POST', '{}');
    const asked = upstream.asked.length;
    const refused = await gateway.send('GET', '/api/v1/tickets');
    const metrics = await gateway.metrics();
    await eventually('it is tried again', async () => (await gateway.send('GET', '/api/v1/tickets')).status === 200);

    expect(failing[500]).toBeGreaterThan(3);
    expect(failing[503]).toBeGreaterThan(0);
    expect(refused).toMatchObject({ status: 503, json: { code: 'service-unavailable' } });
    expect(asked).toBeLessThan(40);
    expect(metrics).toMatch(/switchboard_gateway_breaker_count\{target="ticket-center",state="open",.*\} 1/);
    expect(gateway.logged).toContainEqual(
      expect.objectContaining({ level: 'error', target: 'ticket-center', state: 'open' }),
    );
  });

  it('says so itself: its own problems come through', async () => {
    const upstream = await tickets();
    const problem = { code: 'stale-version', status: 412, title: 'x', type: 'about:blank', detail: 'y', traceId: 'z' };
    const handle = answerJson(problem, 412, { 'content-type': 'application/problem+json' });
    upstream.offer('POST /api/v1/tickets', { handle });

    expect(await gateway.send('POST', '/api/v1/tickets', { body: '{}' })).toMatchObject({ status: 412, json: problem });
  });

  it('does not take others with it', async () => {
    await gateway.configure('resilience', quick({ breaker: { volume: 5 } }));
    const upstream = await tickets();
    await gateway.upstream('call-center', { 'GET /api/v1/contacts': {} });
    await served('/api/v1/contacts');
    upstream.offer('POST /api/v1/tickets', { handle: answerJson({}, 500) });
    await statuses(20, 'POST', '{}');

    expect(await gateway.send('GET', '/api/v1/contacts')).toMatchObject({ status: 200 });
  });

  it('with no answer but nonsense is unavailable', async () => {
    const nonsense = createServer((socket) => socket.on('error', () => {}).end('this is not HTTP\r\n\r\n'));
    await new Promise<void>((resolve) => nonsense.listen(0, '127.0.0.1', resolve));
    const upstream = await tickets();
    const { port } = nonsense.address() as { port: number };
    await gateway.registry.register({ ...upstream.instance, port });
    const answer = await gateway.send('GET', '/api/v1/tickets');
    nonsense.close();

    expect(answer).toMatchObject({ status: 503, json: { code: 'service-unavailable' } });
  });
});

describe('a service that is slow', () => {
  it('is given up when its time is over, and told so', async () => {
    await gateway.configure('resilience', quick({ timeoutMs: 150 }));
    const upstream = await tickets();
    const gone = new Promise((resolve) => {
      upstream.offer('GET /api/v1/tickets', { handle: (_, response) => response.once('close', resolve) });
    });
    const start = performance.now();
    const answer = await gateway.send('GET', '/api/v1/tickets');
    await gone;

    expect(answer).toMatchObject({ status: 504, json: { code: 'service-timeout' } });
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('has only so many requests waiting; more are refused when they have queued for a while', async () => {
    // Its description is asked for now and then, and takes a place too.
    await gateway.configure('resilience', quick({ bulkhead: 3, queue: { size: 5, ms: 500 } }));
    const upstream = await tickets();
    const waiting: (() => void)[] = [];
    upstream.offer('POST /api/v1/tickets', {
      handle: (request, response) => waiting.push(() => answerJson({})(request, response)),
    });
    const held = Array.from({ length: 3 }, () => gateway.send('POST', '/api/v1/tickets', { body: '{}' }));
    await eventually('three are waiting', () => waiting.length === 3);
    const refused = await gateway.send('POST', '/api/v1/tickets', { body: '{}' });
    for (const answer of waiting) answer();

    expect(refused).toMatchObject({ status: 503, json: { code: 'service-unavailable' } });
    expect((await Promise.all(held)).map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});

describe('a route that declares a fallback', () => {
  const fallback = { body: { items: [], next: null } };
  const declare = (settings: object = {}) =>
    gateway.configure('resilience', { ...quick(settings), routes: { 'GET /api/v1/tickets': { fallback } } });

  it.each([
    ['is gone', 'service-unavailable', (request: IncomingMessage) => void request.socket.destroy()],
    ['is silent', 'service-timeout', () => {}],
    ['says so itself', 'service-unavailable', answerJson({ code: 'not-ready' }, 503)],
  ])('has it answered, marked as such, when its service %s', async (_, why, handle) => {
    await declare({ timeoutMs: 200 });
    const upstream = await tickets();
    upstream.offer('GET /api/v1/tickets', { handle });
    const answer = await gateway.send('GET', '/api/v1/tickets');
    const text = await gateway.metrics();

    expect(answer).toMatchObject({ status: 200, json: fallback.body });
    expect(answer.headers).toMatchObject({ 'x-switchboard-fallback': why, 'cache-control': 'no-store' });
    expect(answer.headers).toHaveProperty('ratelimit');
    expect(text).toMatch(/gateway_fallbacks_total\{upstream="ticket-center",route="GET \/api\/v1\/tickets",.*\} 1/);
  });

  it('has its own answers as long as there are any, refusals too', async () => {
    await declare();
    const upstream = await tickets();
    const good = await gateway.send('GET', '/api/v1/tickets');
    upstream.offer('GET /api/v1/tickets', { handle: answerJson({ code: 'not-permitted' }, 403) });

    expect(good.headers).not.toHaveProperty('x-switchboard-fallback');
    expect(await gateway.send('GET', '/api/v1/tickets')).toMatchObject({ status: 403 });
  });
});

describe('a service that is stuck', () => {
  it('slows no other under load: all that is asked of them is answered while it is still waited for', async () => {
    await gateway.configure('gateway/limits', { rules: [] });
    await gateway.configure('resilience', quick({ timeoutMs: 60_000, bulkhead: 20, queue: { size: 10, ms: 50 } }));
    const upstream = await tickets();
    await gateway.upstream('call-center', { 'GET /api/v1/contacts': {} });
    await served('/api/v1/contacts');
    const waiting: (() => void)[] = [];
    upstream.offer('GET /api/v1/tickets', {
      handle: (request, response) => waiting.push(() => answerJson({})(request, response)),
    });
    const answered: number[] = [];
    const stuck = Array.from({ length: 200 }, async () =>
      answered.push((await gateway.send('GET', '/api/v1/tickets')).status),
    );
    const clients = Array.from({ length: 8 }, async () => {
      const seen: number[] = [];
      for (let n = 0; n < 25; n += 1) seen.push((await gateway.send('GET', '/api/v1/contacts')).status);
      return seen;
    });
    const beside = (await Promise.all(clients)).flat();
    await eventually('who found no place has been told', () => answered.length + waiting.length === 200);
    const text = await gateway.metrics();

    expect(beside).toEqual(Array.from({ length: 200 }, () => 200));
    expect(new Set(answered)).toEqual(new Set([503]));
    // One place may have been that of its description.
    expect([19, 20]).toContain(waiting.length);
    expect(text).toMatch(/calls_shed_total\{target="ticket-center",priority="normal",.*\} 18/);
    expect(text).toMatch(/calls_in_flight_count\{target="ticket-center",.*\} (19|20)/);
    for (const answer of waiting) answer();
    await Promise.all(stuck);
  });

  it('on one route of its own takes no place from its others', async () => {
    const routes = { 'POST /api/v1/tickets': { policy: { bulkhead: 2, queue: { size: 0 } } } };
    await gateway.configure('resilience', { ...quick({ bulkhead: 2, queue: { size: 0 } }), routes });
    const upstream = await tickets();
    const waiting: (() => void)[] = [];
    upstream.offer('POST /api/v1/tickets', {
      handle: (request, response) => waiting.push(() => answerJson({})(request, response)),
    });
    const held = Array.from({ length: 2 }, () => gateway.send('POST', '/api/v1/tickets', { body: '{}' }));
    await eventually('both are waiting', () => waiting.length === 2);

    expect(await statuses(5)).toEqual({ 200: 5 });
    for (const answer of waiting) answer();
    await Promise.all(held);
  });

  it('sheds what matters less first', async () => {
    const routes = { 'GET /api/v1/tickets': { priority: 'low' }, 'PUT /api/v1/tickets': { priority: 'high' } };
    await gateway.configure('resilience', { ...quick({ bulkhead: 1, queue: { size: 1, ms: 5_000 } }), routes });
    const upstream = await tickets();
    const waiting: (() => void)[] = [];
    upstream.offer('POST /api/v1/tickets', {
      handle: (request, response) => waiting.push(() => answerJson({})(request, response)),
    });
    const held = gateway.send('POST', '/api/v1/tickets', { body: '{}' });
    await eventually('it has the place', () => waiting.length === 1);
    const low = gateway.send('GET', '/api/v1/tickets');
    await eventually('it waits', async () =>
      /calls_waiting_count\{target="ticket-center",.*\} 1/.test(await gateway.metrics()),
    );
    const high = gateway.send('PUT', '/api/v1/tickets');
    const shed = await low;
    waiting[0]!();

    expect(shed).toMatchObject({ status: 503, json: { code: 'service-unavailable' } });
    expect([await held, await high].map(({ status }) => status)).toEqual([200, 200]);
  });
});
