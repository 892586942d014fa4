import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { SystemClock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { type RequestContext, runInContext } from '#libs/persistence/tenant/tenant-context';
import { eventually } from '#libs/testing/eventually';
import { Agent } from 'undici';
import { z } from 'zod';
import { runWithin } from './deadline.js';
import { HttpCaller, type ToOutside } from './http-caller.js';
import { fixed } from '../config/live-value.js';
import { LoadBalancer } from '../registry/load-balancer.js';
import { MemoryRegistry } from '../registry/memory-registry.js';
import { ResilienceSettings } from '../resilience/resilience.js';
import { ServiceRoutes } from '../registry/routes.js';
import { ServiceClient } from './service-client.js';
import { ServiceTokens } from './service-tokens.js';
import { TargetPolicies } from '../resilience/target-policies.js';

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
/** The breaker asks Date for the time; the network needs all other timers. */
const Greeting = z.object({ hello: z.string() });

interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Behaviour = (request: Received, response: ServerResponse) => void;

const greet: Behaviour = (_, response) => answer(response, 200, { hello: 'world' });

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** A real server on loopback that does as it is told. */
class Upstream {
  readonly received: Received[] = [];
  /** Requests whose client hung up before the answer. */
  hungUp = 0;
  readonly #server: Server;

  constructor(public behaviour: Behaviour) {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async listen(): Promise<number> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening));
    return (this.#server.address() as AddressInfo).port;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  kill(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('close', () => {
      if (!response.writableFinished) this.hungUp += 1;
    });
    const { method = '', url = '', headers } = request;
    const received = { method, url, headers, body: await text(request) };
    this.received.push(received);
    this.behaviour(received, response);
  }
}

class OwnToken extends ServiceTokens {
  token(): Promise<string> {
    return Promise.resolve('own-token');
  }
}

const world: { close(): Promise<void> | void }[] = [];

afterEach(async () => {
  jest.restoreAllMocks();
  for (const part of world.splice(0)) await part.close();
});

/** A client and the instances of ticket-center, one per behaviour. */
async function setUp(behaviours: Behaviour[], settings: object = {}, toOutside?: ToOutside) {
  const clock = new SystemClock();
  const registry = new MemoryRegistry();
  const events: string[] = [];
  const listener = {
    breakerChanged: (target: string, state: string) => events.push(`${target} ${state}`),
    bulkheadFull: () => events.push('bulkhead full'),
    retried: () => events.push('retried'),
    retryBudgetSpent: () => events.push('budget spent'),
  };
  const resilience = ResilienceSettings.parse({ byDefault: { retry: { baseMs: 1 }, ...settings } });
  const caller = new HttpCaller(new TargetPolicies(fixed(resilience), listener, clock), toOutside);
  const routes = new ServiceRoutes(registry, new LoadBalancer(clock));
  const client = new ServiceClient(caller, routes, new OwnToken(), clock);
  const upstreams = behaviours.map((behaviour) => new Upstream(behaviour));
  for (const upstream of upstreams) {
    const port = await upstream.listen();
    const metadata = { version: '1', contextPath: '/api/v1' };
    await registry.register({ id: `tc-${port}`, service: 'ticket-center', host: '127.0.0.1', port, metadata });
    world.push({ close: () => upstream.kill() });
  }
  world.push(caller);
  const get = (more: object = {}) =>
    client.request('ticket-center', { method: 'GET', path: '/api/v1/hello', schema: Greeting, ...more });
  const post = (more: object = {}) => get({ method: 'POST', body: { name: 'acme' }, ...more });
  return { client, get, post, events, upstreams, first: upstreams[0]! };
}

const inTheContextOf = (context: Partial<RequestContext>) => ({ traceparent: TRACE, ...context });
const person = { subject: 'p1', kind: 'person' as const, permissions: ['ticket:*'], token: 'their-token' };

describe('a request to a service', () => {
  it('carries method, path, query and JSON, and gives the checked answer', async () => {
    const { client, first } = await setUp([greet]);
    const answered = await client.request('ticket-center', {
      method: 'POST',
      path: '/api/v1/tickets',
      query: { status: ['open', 'new'], limit: 10, mine: true, cursor: undefined },
      headers: { 'if-match': '"3"' },
      body: { subject: '退货 & more' },
      schema: Greeting,
    });

    expect(answered).toEqual({ hello: 'world' });
    expect(first.received[0]).toMatchObject({
      method: 'POST',
      url: '/api/v1/tickets?status=open&status=new&limit=10&mine=true',
      body: '{"subject":"退货 & more"}',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'if-match': '"3"' },
    });
  });

  it('goes on behalf of who asked: their token, tenant, request id, and a step of the same trace', async () => {
    const { get, first } = await setUp([greet]);
    const context = inTheContextOf({ tenantId: 'acme', identity: person, requestId: 'r-1' });
    await runInContext(context, () => get({ headers: { authorization: 'Bearer forged' } }));

    const { headers } = first.received[0]!;
    expect(headers).toMatchObject({
      authorization: 'Bearer their-token',
      'x-switchboard-tenant': 'acme',
      'x-request-id': 'r-1',
    });
    expect(headers.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
    expect(headers.traceparent).not.toBe(TRACE);
  });

  it('goes under the own identity of the service, for a tenant, when nobody asked', async () => {
    const { get, first } = await setUp([greet]);
    await runInContext(inTheContextOf({ tenantId: 'acme' }), () => get());

    expect(first.received[0]?.headers).toMatchObject({
      authorization: 'Bearer own-token',
      'x-switchboard-tenant': 'acme',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('goes without a tenant, on a new trace, outside any context', async () => {
    const { get, first } = await setUp([greet]);
    await get();

    const { headers } = first.received[0]!;
    expect(headers).not.toHaveProperty('x-switchboard-tenant');
    expect(headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });

  it('says how much time is left, less at each hop', async () => {
    const { get, first } = await setUp([greet]);
    await runWithin(2_000, () => get({ timeoutMs: 60_000 }));
    await get({ timeoutMs: 700 });

    const [surrounding, own] = first.received.map(({ headers }) => Number(headers['x-deadline-ms']));
    expect(surrounding).toBeGreaterThan(1_000);
    expect(surrounding).toBeLessThanOrEqual(2_000);
    expect(own).toBeGreaterThan(0);
    expect(own).toBeLessThanOrEqual(700);
  });

  it('takes an empty answer for nothing', async () => {
    const { get } = await setUp([(_, response) => void response.writeHead(204).end()]);

    expect(await get({ schema: z.void() })).toBeUndefined();
  });

  it('fails with nobody to ask', async () => {
    const { client } = await setUp([]);
    const asking = client.request('ticket-center', { method: 'GET', path: '/', schema: Greeting });

    await expect(asking).rejects.toMatchObject({
      code: 'service-unavailable',
      status: 503,
      message: 'no instance of ticket-center is known',
    });
  });
});

describe('a refusal', () => {
  it('is the problem the service described', async () => {
    const problem = { type: 'about:blank', status: 409, code: 'ticket-closed', detail: 'The ticket is closed.' };
    const { get, first } = await setUp([(_, response) => answer(response, 409, problem)]);

    await expect(get()).rejects.toMatchObject({
      name: 'RemoteProblem',
      target: 'ticket-center',
      status: 409,
      code: 'ticket-closed',
      detail: 'The ticket is closed.',
    });
    expect(first.received).toHaveLength(1);
  });

  it('without a problem is known by its status, and quotes nothing', async () => {
    const { get } = await setUp([(_, response) => void response.writeHead(500).end('stack trace of Mr. Wang')]);

    await expect(get()).rejects.toMatchObject({
      status: 500,
      code: 'http-500',
      message: expect.not.stringContaining('Wang'),
    });
  });

  it.each([
    ['fields that were not promised', { hello: 1 }, 'hello (invalid_type)'],
    ['another shape', 'hi', 'the whole (invalid_type)'],
  ])('is what an answer with %s is taken for', async (_, body, named) => {
    const { get } = await setUp([(_request, response) => answer(response, 200, body)]);

    await expect(get()).rejects.toMatchObject({
      name: 'UnexpectedAnswer',
      status: 502,
      message: expect.stringContaining(named),
    });
  });

  it('is what an answer that is no JSON is taken for', async () => {
    const { get } = await setUp([(_, response) => void response.end('<html>')]);

    await expect(get()).rejects.toThrow('ticket-center answered 200 without JSON');
  });
});

describe('with one of two instances in trouble', () => {
  const troubles: [string, Behaviour][] = [
    ['resets connections', (_, response) => void response.socket?.resetAndDestroy()],
    [
      'breaks off in the middle of its answers',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"hello":');
        setImmediate(() => response.socket?.resetAndDestroy());
      },
    ],
    ['answers 503', (_, response) => answer(response, 503, {})],
  ];

  it.each(troubles)('when it %s: reading sees no error, and it is soon left out', async (_, trouble) => {
    const { get, first } = await setUp([trouble, greet]);
    for (let calls = 0; calls < 100; calls += 1) expect(await get()).toEqual({ hello: 'world' });

    expect(first.received).toHaveLength(3);
  });

  it.each(troubles)('when it %s: writing without a key is never repeated', async (_, trouble) => {
    const { post, upstreams } = await setUp([trouble, greet]);
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => post()));

    expect(results.some(({ status }) => status === 'rejected')).toBe(true);
    expect(upstreams.flatMap(({ received }) => received)).toHaveLength(20);
  });

  it('when it resets connections: writing with a key is repeated with the same key', async () => {
    const { post, upstreams } = await setUp([troubles[0]![1], greet]);
    for (let calls = 0; calls < 20; calls += 1) await post({ idempotencyKey: `k-${calls}` });

    const [keys, repeated] = upstreams.map(({ received }) => received.map(({ headers }) => headers['idempotency-key']));
    expect(repeated).toEqual(Array.from({ length: 20 }, (_, call) => `k-${call}`));
    expect(keys).toHaveLength(3);
  });

  it('when it resets connections: nothing is repeated for who has a policy of their own', async () => {
    const { post, upstreams } = await setUp([troubles[0]![1], greet]);
    const calls = Array.from({ length: 20 }, (_, call) => post({ idempotencyKey: `k-${call}`, retry: false }));

    expect((await Promise.allSettled(calls)).some(({ status }) => status === 'rejected')).toBe(true);
    expect(upstreams.flatMap(({ received }) => received)).toHaveLength(20);
  });

  it('when it is killed under load: reading sees no error', async () => {
    const { get, first, upstreams } = await setUp([greet, greet]);
    const readers = Array.from({ length: 10 }, async () => {
      for (let calls = 0; calls < 50; calls += 1) await get();
    });
    await get();
    first.kill();

    await expect(Promise.all(readers)).resolves.toHaveLength(10);
    expect(upstreams[1]!.received.length).toBeGreaterThan(250);
  });
});

describe('a service in trouble', () => {
  const silence: Behaviour = () => {};
  const failing: Behaviour = (_, response) => answer(response, 503, {});

  it.each<[string, Behaviour]>([
    ['is silent', silence],
    ['drips', (_, response) => void response.writeHead(200, { 'content-length': '100' }).write('{"hello":')],
  ])('that %s is cut off in time, and the request to it cancelled', async (_, slow) => {
    const { get, first } = await setUp([slow]);

    await expect(get({ timeoutMs: 100 })).rejects.toMatchObject({ status: 504, code: 'service-timeout' });
    await eventually('the connection is given up', () => expect(first.hungUp).toBe(1));
  });

  it('is let go when the caller leaves', async () => {
    const caller = new AbortController();
    const { get, first } = await setUp([() => caller.abort(new Error('the caller left'))]);

    await expect(get({ signal: caller.signal })).rejects.toThrow('the caller left');
    await eventually('the connection is given up', () => expect(first.hungUp).toBe(1));
  });

  it('that refuses connections is unavailable', async () => {
    const { get, first } = await setUp([greet]);
    first.kill();

    await expect(get()).rejects.toMatchObject({ code: 'service-unavailable', cause: { code: 'ECONNREFUSED' } });
  });

  it('is not called more often than the retry budget allows, however many ask', async () => {
    const { get, first, events } = await setUp([failing], { breaker: { volume: 100_000 }, retry: { baseMs: 1 } });
    await Promise.allSettled(Array.from({ length: 200 }, () => get()));
    await Promise.allSettled(Array.from({ length: 200 }, () => get()));

    expect(first.received.length).toBeLessThanOrEqual(400 + 20 + 40);
    expect(first.received.length).toBeGreaterThan(400);
    expect(events).toContain('budget spent');
  });

  it('is spared while its breaker is open, then asked once, and used again when that went well', async () => {
    const monotonic = performance.now.bind(performance);
    const { get, first, events } = await setUp([failing], { retry: { attempts: 1 } });
    for (let calls = 0; calls < 20; calls += 1) await expect(get()).rejects.toMatchObject({ status: 503 });
    await expect(get()).rejects.toThrow('left alone for a while');
    expect(first.received).toHaveLength(20);

    const asked = Promise.withResolvers<ServerResponse>();
    first.behaviour = (_, response) => asked.resolve(response);
    jest.spyOn(performance, 'now').mockImplementation(() => monotonic() + 5_000);
    const probe = get();
    await expect(get()).rejects.toThrow('is being probed');
    answer(await asked.promise, 200, { hello: 'world' });
    expect(await probe).toEqual({ hello: 'world' });
    expect(first.received).toHaveLength(21);

    first.behaviour = greet;
    expect(await get()).toEqual({ hello: 'world' });
    expect(events).toEqual(['ticket-center open', 'ticket-center half-open', 'ticket-center closed']);
  });

  it('takes no more than its share: what is too much is refused before it is sent', async () => {
    const { get, first } = await setUp([silence], { bulkhead: 5, queue: { size: 0 } });
    const inFlight = Array.from({ length: 5 }, () => get({ timeoutMs: 500 }).catch((error: unknown) => error));
    const start = performance.now();
    await expect(get()).rejects.toThrow('has as many calls in flight as it may have');

    expect(performance.now() - start).toBeLessThan(50);
    await Promise.all(inFlight);
    expect(first.received).toHaveLength(5);
  });
});

describe('a request to a system outside', () => {
  async function outside(behaviour: Behaviour, toOutside?: ToOutside) {
    const agent = new Agent();
    world.push(agent);
    const made = await setUp([behaviour], {}, toOutside ?? (() => agent));
    const ask = (more: object = {}) =>
      made.client.requestUrl('order-system', `http://127.0.0.1:${made.first.port}/shop/`, {
        method: 'POST',
        path: '/orders/7/cancel',
        schema: Greeting,
        ...more,
      });
    return { ...made, ask };
  }

  it('carries the trace and what it is given, and nothing of who asked', async () => {
    const { ask, first } = await outside(greet);
    const context = inTheContextOf({ tenantId: 'acme', identity: person, requestId: 'r-1' });
    await runInContext(context, () =>
      runWithin(1_000, () => ask({ headers: { 'x-api-key': 'k' }, body: { why: 'x' } })),
    );

    const { url, headers } = first.received[0]!;
    expect(url).toBe('/shop/orders/7/cancel');
    expect(Object.keys(headers).toSorted()).toEqual([
      'accept',
      'connection',
      'content-length',
      'content-type',
      'host',
      'traceparent',
      'x-api-key',
    ]);
    expect(headers.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-/);
  });

  it('follows the same rules: repeated only with a key, in time, with the problem it gives', async () => {
    let failures = 1;
    const { ask, first } = await outside((_, response) =>
      failures-- > 0
        ? response.socket?.resetAndDestroy()
        : answer(response, 422, { code: 'too-late', detail: 'Shipped.' }),
    );

    await expect(ask()).rejects.toMatchObject({ code: 'service-unavailable', target: 'order-system' });
    failures = 1;
    await expect(ask({ idempotencyKey: 'k-1' })).rejects.toMatchObject({ status: 422, code: 'too-late' });
    expect(first.received.map(({ headers }) => headers['idempotency-key'])).toEqual([undefined, 'k-1', 'k-1']);
  });

  it('is not made where it may not go: said as it is, never again, and no fault of the system', async () => {
    class NotThere extends domainError('not-there', 'invalid') {}
    const asked: string[] = [];
    const { ask, first, events } = await outside(greet, (address) => {
      asked.push(address);
      throw new NotThere('Not there.');
    });
    for (let time = 0; time < 30; time += 1)
      await expect(ask({ idempotencyKey: 'k-1' })).rejects.toBeInstanceOf(NotThere);
    expect(asked).toHaveLength(30);
    expect([first.received, events]).toEqual([[], []]);
  });

  it('is made by nobody who was not told how to get outside', async () => {
    const { first, client } = await setUp([greet]);
    const request = { method: 'GET', path: '/', schema: Greeting } as const;
    await expect(client.requestUrl('shop', `http://127.0.0.1:${first.port}`, request)).rejects.toThrow();
    expect(first.received).toEqual([]);
  });
});
