import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { GatewayInTest } from './gateway-in-test.js';

const caller = (perSecond: number, burst: number) => ({
  name: 'caller',
  per: ['caller'],
  algorithm: 'token-bucket',
  perSecond,
  burst,
});
const tenant = (perSecond: number, burst: number) => ({ ...caller(perSecond, burst), name: 'tenant', per: ['tenant'] });
const slow = (name: string, per: string[], limit: number, only = {}) => ({
  name,
  per,
  only,
  algorithm: 'sliding-window',
  limit,
  windowMs: 60_000,
});

let gateway: GatewayInTest;

beforeEach(async () => {
  gateway = await GatewayInTest.start();
  await gateway.tenant('globex');
  await gateway.upstream('ticket-center', {
    'GET /api/v1/prices': {},
    'GET /api/v1/tickets': { permission: 'ticket:read' },
    'GET /api/v1/tickets/{id}': { permission: 'ticket:read' },
  });
});
afterEach(() => gateway.stop());

const rules = (...all: object[]) => gateway.configure('gateway/limits', { rules: all });

/** The statuses of so many requests, one after the other. */
async function statuses(times: number, sent: Parameters<GatewayInTest['send']>[2] = {}, path = '/api/v1/prices') {
  const seen: number[] = [];
  for (let n = 0; n < times; n += 1) seen.push((await gateway.send('GET', path, sent)).status);
  return seen;
}

describe('the limit of a caller', () => {
  beforeEach(() => rules(tenant(1_000, 1_000), caller(1, 2)));

  it('lets a burst through, then refuses and says when to come again', async () => {
    const seen = await statuses(2);
    const refused = await gateway.send('GET', '/api/v1/prices');

    expect(seen).toEqual([200, 200]);
    expect(refused).toMatchObject({ status: 429, json: { code: 'too-many-requests', facts: { limit: 'caller' } } });
    expect(refused.headers).toMatchObject({ 'retry-after': '1', ratelimit: '"caller";r=0;t=1' });
  });

  it('lets the next through when its time has come', async () => {
    await statuses(3);
    gateway.clock.advance({ seconds: 1 });

    expect(await statuses(2)).toEqual([200, 429]);
  });

  it('is told with every answer', async () => {
    const { headers } = await gateway.send('GET', '/api/v1/prices');

    expect(headers).toMatchObject({
      'ratelimit-policy': '"tenant";q=1000;w=1, "caller";q=2;w=2',
      ratelimit: '"caller";r=1;t=1',
    });
  });

  it('is one for each identity, wherever it comes from', async () => {
    const [mia, ann] = await Promise.all(['mia', 'ann'].map((subject) => gateway.token(['ticket:read'], { subject })));
    await statuses(3);

    expect(await statuses(3, { token: mia }, '/api/v1/tickets')).toEqual([200, 200, 429]);
    expect(await statuses(1, { token: ann }, '/api/v1/tickets')).toEqual([200]);
  });

  it('is one for each tenant of a client', async () => {
    await statuses(3);

    expect(await statuses(1, { host: 'globex.localhost' })).toEqual([200]);
  });

  it('counts what is refused and what is nowhere, too', async () => {
    const token = 'no.such.token';

    expect(await statuses(3, { token })).toEqual([401, 401, 429]);
    gateway.clock.advance({ seconds: 5 });
    expect(await statuses(3, {}, '/api/v1/nothing')).toEqual([404, 404, 429]);
  });
});

describe('the limit of a tenant', () => {
  it('holds for all its clients together, and for no other tenant', async () => {
    await rules(tenant(1, 2));
    const tokens = await Promise.all(['a', 'b', 'c'].map((subject) => gateway.token(['ticket:read'], { subject })));
    const seen = await Promise.all(tokens.map((token) => gateway.send('GET', '/api/v1/tickets', { token })));

    expect(seen.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
    expect(await statuses(1, { host: 'globex.localhost' })).toEqual([200]);
  });

  it('is not used up by one client whose own is', async () => {
    await rules(tenant(1, 4), caller(1, 2));
    await statuses(20);

    expect(await statuses(2, { token: await gateway.token(['ticket:read']) }, '/api/v1/tickets')).toEqual([200, 200]);
  });
});

describe('the limits', () => {
  it('change while the gateway runs', async () => {
    await rules(caller(1, 1));
    const narrow = await statuses(2);
    await rules(caller(1, 3));

    expect(narrow).toEqual([200, 429]);
    expect(await statuses(4)).toEqual([200, 200, 200, 429]);
  });

  it('stay as they were when a value is refused', async () => {
    await rules(caller(1, 1));
    await rules(caller(10, 1));

    expect(await statuses(2)).toEqual([200, 429]);
    expect(gateway.logged).toContainEqual(expect.objectContaining({ level: 'error', key: 'gateway/limits' }));
  });
});

describe('a rule', () => {
  beforeEach(() => eventually('it is served', async () => (await statuses(1)).includes(200)));

  const of = (subject: string, kind: 'person' | 'client' = 'person') =>
    gateway.token(['ticket:read'], { subject, kind });

  it('counts people by their log-in and programs by theirs, and leaves others alone', async () => {
    await rules(slow('people', ['user'], 1), slow('programs', ['client'], 2));
    const [mia, shop] = [await of('mia'), await of('shop', 'client')];

    expect(await statuses(2, { token: mia }, '/api/v1/tickets')).toEqual([200, 429]);
    expect(await statuses(3, { token: shop }, '/api/v1/tickets')).toEqual([200, 200, 429]);
    expect((await gateway.send('GET', '/api/v1/prices')).headers).not.toHaveProperty('ratelimit');
  });

  it('counts a route for each address, whatever is in the path', async () => {
    await rules(slow('routes', ['route', 'ip'], 2));
    const token = await of('mia');

    expect(await statuses(2, { token }, '/api/v1/tickets/1')).toEqual([200, 200]);
    expect(await statuses(1, { token: await of('ann') }, '/api/v1/tickets/2')).toEqual([429]);
    expect(await statuses(1, { token }, '/api/v1/tickets')).toEqual([200]);
  });

  it('may be for some tenants and routes only', async () => {
    await rules(slow('narrow', ['tenant'], 1, { tenants: ['acme'], routes: ['GET /api/v1/prices'] }));

    expect(await statuses(2)).toEqual([200, 429]);
    expect(await statuses(2, { host: 'globex.localhost' })).toEqual([200, 200]);
    expect(await statuses(2, { token: await of('mia') }, '/api/v1/tickets')).toEqual([200, 200]);
  });

  it('of a leaky bucket makes requests wait for their turn', async () => {
    await rules({ name: 'one-by-one', per: ['tenant'], algorithm: 'leaky-bucket', perSecond: 20, queue: 2 });
    const begun = performance.now();
    const all = await Promise.all(Array.from({ length: 5 }, () => gateway.send('GET', '/api/v1/prices')));

    expect(all.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429]);
    expect(performance.now() - begun).toBeGreaterThan(95);
  });

  it.each([
    ['by nothing known', [{ ...slow('odd', ['moon'], 1) }]],
    ['twice under one name', [slow('one', ['ip'], 1), slow('one', ['tenant'], 1)]],
    ['that keeps people waiting for minutes', [{ ...caller(1, 1), algorithm: 'leaky-bucket', queue: 99 }]],
  ])('%s is refused, and the last ones stay', async (_, odd) => {
    await rules(slow('one', ['tenant'], 1));
    await rules(...odd);

    expect(await statuses(2)).toEqual([200, 429]);
    expect(gateway.logged).toContainEqual(expect.objectContaining({ level: 'error', key: 'gateway/limits' }));
  });
});

describe('the quotas of a tenant', () => {
  beforeEach(() => gateway.configure('gateway/quotas', { tenants: { acme: { day: 3, month: 5 } } }));

  it('end with the day and the month, and say when it goes on', async () => {
    gateway.clock.set('2026-11-29T22:00:00Z');
    const first = await statuses(3);
    const refused = await gateway.send('GET', '/api/v1/prices');
    gateway.clock.set('2026-11-30T00:00:00Z');
    const second = await statuses(3);
    gateway.clock.set('2026-12-01T00:00:00Z');

    expect([first, second, await statuses(1)]).toEqual([[200, 200, 200], [200, 200, 429], [200]]);
    expect(refused).toMatchObject({ status: 429, json: { code: 'quota-exceeded', facts: { limit: 'day' } } });
    expect(refused.headers).toMatchObject({ 'retry-after': '7200', ratelimit: '"day";r=0;t=7200' });
  });

  it('are told to those who may know, each tenant its own', async () => {
    gateway.clock.set('2026-11-29T22:00:00Z');
    await statuses(1);
    const token = await gateway.token(['quota:read']);
    const { json, headers } = await gateway.send('GET', '/api/v1/gateway/quotas', { token });
    const other = await gateway.token(['quota:read'], { tenantId: 'globex' });

    expect(json).toEqual({
      quotas: [
        { period: 'day', limit: 3, used: 2, remaining: 1, resetsAt: '2026-11-30T00:00:00.000Z' },
        { period: 'month', limit: 5, used: 2, remaining: 3, resetsAt: '2026-12-01T00:00:00.000Z' },
      ],
    });
    expect(headers).toMatchObject({ ratelimit: '"day";r=1;t=7200' });
    expect(
      await gateway.send('GET', '/api/v1/gateway/quotas', { token: other, host: 'globex.localhost' }),
    ).toMatchObject({
      json: { quotas: [] },
    });
    expect(await gateway.send('GET', '/api/v1/gateway/quotas')).toMatchObject({ status: 401 });
  });

  it('are in the API document', async () => {
    expect((await gateway.send('GET', '/openapi.json')).json.paths).toHaveProperty(['/api/v1/gateway/quotas', 'get']);
  });
});
