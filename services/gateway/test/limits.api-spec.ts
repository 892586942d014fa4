import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayInTest } from './gateway-in-test.js';

const WIDE = { perSecond: 1_000, burst: 1_000 };

let gateway: GatewayInTest;

beforeEach(async () => {
  gateway = await GatewayInTest.start();
  await gateway.tenant('globex');
  await gateway.upstream('ticket-center', {
    'GET /api/v1/prices': {},
    'GET /api/v1/tickets': { permission: 'ticket:read' },
  });
});
afterEach(() => gateway.stop());

/** The statuses of so many requests, one after the other. */
async function statuses(times: number, sent: Parameters<GatewayInTest['send']>[2] = {}, path = '/api/v1/prices') {
  const seen: number[] = [];
  for (let n = 0; n < times; n += 1) seen.push((await gateway.send('GET', path, sent)).status);
  return seen;
}

describe('the limit of a client', () => {
  beforeEach(() => gateway.configure('gateway/limits', { tenant: WIDE, client: { perSecond: 1, burst: 2 } }));

  it('lets a burst through, then refuses and says when to come again', async () => {
    const seen = await statuses(2);
    const refused = await gateway.send('GET', '/api/v1/prices');

    expect(seen).toEqual([200, 200]);
    expect(refused).toMatchObject({ status: 429, json: { code: 'too-many-requests' } });
    expect(refused.headers).toMatchObject({ 'retry-after': '1', 'ratelimit-remaining': '0' });
  });

  it('lets the next through when its time has come', async () => {
    await statuses(3);
    gateway.clock.advance({ seconds: 1 });

    expect(await statuses(2)).toEqual([200, 429]);
  });

  it('is told with every answer', async () => {
    const { headers } = await gateway.send('GET', '/api/v1/prices');

    expect(headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '1', 'ratelimit-reset': '1' });
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
    await gateway.configure('gateway/limits', { tenant: { perSecond: 1, burst: 2 }, client: WIDE });
    const tokens = await Promise.all(['a', 'b', 'c'].map((subject) => gateway.token(['ticket:read'], { subject })));
    const seen = await Promise.all(tokens.map((token) => gateway.send('GET', '/api/v1/tickets', { token })));

    expect(seen.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
    expect(await statuses(1, { host: 'globex.localhost' })).toEqual([200]);
  });

  it('is not used up by one client whose own is', async () => {
    await gateway.configure('gateway/limits', {
      tenant: { perSecond: 1, burst: 4 },
      client: { perSecond: 1, burst: 2 },
    });
    await statuses(20);

    expect(await statuses(2, { token: await gateway.token(['ticket:read']) }, '/api/v1/tickets')).toEqual([200, 200]);
  });
});

describe('the limits', () => {
  it('change while the gateway runs', async () => {
    await gateway.configure('gateway/limits', { client: { perSecond: 1, burst: 1 } });
    const narrow = await statuses(2);
    await gateway.configure('gateway/limits', { client: { perSecond: 1, burst: 3 } });

    expect(narrow).toEqual([200, 429]);
    expect(await statuses(4)).toEqual([200, 200, 200, 429]);
  });

  it('stay as they were when a value is refused', async () => {
    await gateway.configure('gateway/limits', { client: { perSecond: 1, burst: 1 } });
    await gateway.configure('gateway/limits', { client: { perSecond: 10, burst: 1 } });

    expect(await statuses(2)).toEqual([200, 429]);
    expect(gateway.logged).toContainEqual(expect.objectContaining({ level: 'error', key: 'gateway/limits' }));
  });
});
