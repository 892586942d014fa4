import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '#libs/observability/logger';
import { eventually } from '#libs/testing/eventually';
import { startGateway, type RunningGateway } from '../src/service.js';
import { EventSource } from './event-source.js';
import { GatewayInTest } from './gateway-in-test.js';
import { send, type Answer, type Sent } from './http-client.js';
import { answerJson, type StubUpstream } from './stub-upstream.js';

const WIDE = { perSecond: 1_000_000, burst: 1_000_000 };
const PATH = '/api/v1/gateway/assurance';
const TRACE = '0af7651916cd43dd8448eb211c80319c';

let gateway: GatewayInTest;
let other: RunningGateway;
let tickets: StubUpstream;
let calls: StubUpstream;
let tokens: Record<'platform' | 'acme' | 'globex', string>;

beforeAll(async () => {
  gateway = await GatewayInTest.start({ assuranceEveryMs: 50 });
  await gateway.configure('gateway/limits', { tenant: WIDE, client: WIDE });
  await gateway.configure('resilience', { byDefault: { retry: { attempts: 1 }, breaker: { volume: 40 } } });
  await gateway.configure('gateway/assurance', { leastRequests: 5, slowMs: 400 });
  for (const tenant of ['platform', 'globex']) await gateway.tenant(tenant);
  const letter = {
    id: 'l1',
    topic: 'ticket-events',
    reason: 'poison',
    attempts: 5,
    failedAt: '2026-11-23T09:00:00.000Z',
  };
  tickets = await gateway.upstream('ticket-center', {
    'GET /api/v1/tickets/{id}': {},
    'GET /api/v1/broken': { handle: answerJson({ code: 'secret-words' }, 500) },
    'GET /api/v1/slow': { handle: (_, response) => void setTimeout(() => response.end('{}'), 450) },
    'GET /api/v1/ticket-center/dead-letters': {
      permission: 'dead-letter:read',
      handle: answerJson({ items: [letter], next: null }),
    },
  });
  calls = await gateway.upstream('call-center', {
    'GET /api/v1/contacts': {},
    'GET /api/v1/call-center/dead-letters': { permission: 'dead-letter:read', handle: answerJson({}, 403) },
  });
  const { clock, registry, configCentre, broker } = gateway;
  const platform = { clock, registry, configCentre, secret: 'a secret for tests only' };
  const logger = createLogger({ service: 'gateway', level: 'fatal' });
  other = await startGateway({ platform, logger, host: '127.0.0.1', port: 0, broker });
  const token = (tenantId: string) => gateway.token(['*'], { tenantId, subject: `${tenantId}-lead` });
  tokens = { platform: await token('platform'), acme: await token('acme'), globex: await token('globex') };
  await eventually('both serve', async () => {
    const asked = ['/api/v1/tickets/1', '/api/v1/contacts'].map((path) => atOther('GET', path));
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200]);
  });
});
afterAll(async () => {
  await other.stop();
  await gateway.stop();
});

type Tenant = keyof typeof tokens;

const atOther = (method: string, path: string, sent: Sent = {}): Promise<Answer> =>
  send(new URL(other.url).host, method, path, { host: 'acme.localhost', ...sent });

const ask = (path: string, tenant: Tenant = 'platform'): Promise<Answer> =>
  gateway.send('GET', PATH + path, { host: `${tenant}.localhost`, token: tokens[tenant] });

async function times(n: number, one: () => Promise<unknown>): Promise<void> {
  for (let done = 0; done < n; done += 1) await one();
}

interface Item {
  readonly tenantId?: string;
  readonly client?: string;
  readonly service?: string;
  readonly route?: string;
  readonly figures: { readonly requests: number; readonly failed: number };
}
const items = ({ json }: Answer) => json.items as Item[];

describe('who calls what', () => {
  it('is told by route, tenant and client, of all gateways together', async () => {
    const lead = { token: tokens.acme };
    await times(3, () => gateway.send('GET', '/api/v1/tickets/7?name=Mia', lead));
    await times(4, () => atOther('GET', '/api/v1/tickets/8', lead));
    await times(2, () => gateway.send('GET', '/api/v1/contacts', { host: 'globex.localhost', token: tokens.globex }));
    const made = items(await ask('/statistics?by=call')).filter(({ client }) => client?.endsWith('-lead'));
    const found = (client: string, route: string) =>
      made.find((each) => each.client === client && each.route === route)?.figures.requests;

    expect(found('acme-lead', '/api/v1/tickets/{id}')).toBe(7);
    expect(found('globex-lead', '/api/v1/contacts')).toBe(2);
    const byClient = items(await ask('/statistics?by=client&tenant=globex'));
    expect(byClient).toMatchObject([{ tenantId: 'globex', client: 'globex-lead', figures: { requests: 2 } }]);
    const byTenant = items(await ask('/statistics?by=tenant')).map(({ tenantId }) => tenantId);
    expect(byTenant).toEqual(expect.arrayContaining(['acme', 'globex', 'platform']));
    expect((await ask('/statistics?by=service')).json.gateways).toHaveLength(2);
  });

  it('names clients who are not known by no address', async () => {
    await gateway.send('GET', '/api/v1/contacts');
    const { text } = await ask('/statistics?by=call');

    expect(text).toContain('"client":"anonymous"');
    expect(text).not.toContain('127.0.0.1');
  });

  it('is of the last minutes only', async () => {
    gateway.clock.advance({ minutes: 11 });
    tokens = {
      platform: await gateway.token(['*'], { tenantId: 'platform' }),
      acme: await gateway.token(['*'], { tenantId: 'acme' }),
      globex: await gateway.token(['*'], { tenantId: 'globex' }),
    };

    expect(items(await ask('/statistics?by=tenant&tenant=globex'))).toEqual([]);
  });
});

describe('what is wrong now', () => {
  it('is told with the services, routes and calls that fail, by all gateways', async () => {
    await times(5, () =>
      gateway.send('GET', '/api/v1/broken?phone=13812345678', {
        headers: { traceparent: `00-${TRACE}-b7ad6b7169203331-01` },
      }),
    );
    await times(5, () => atOther('GET', '/api/v1/broken'));
    await times(6, () => gateway.send('GET', '/api/v1/slow'));
    await times(6, () => gateway.send('GET', '/api/v1/contacts'));
    const { json, text } = await ask('');

    expect(json).toMatchObject({ condition: 'failing', missing: [] });
    const services = json.services as { service: string; condition: string; reasons: string[] }[];
    expect(services[0]).toMatchObject({ service: 'ticket-center', condition: 'failing', instances: 1 });
    expect(services[0]!.reasons).toEqual(expect.arrayContaining(['errors', 'slow', 'dead-letters']));
    expect(services.find(({ service }) => service === 'call-center')).toMatchObject({ condition: 'well' });
    expect(json.routes).toMatchObject([
      { route: '/api/v1/broken', reasons: ['errors'], figures: { failed: 10, errorRate: 1 } },
      { route: '/api/v1/slow', reasons: ['slow'] },
    ]);
    const kept = json.calls as { cause: string; status: number; route: string }[];
    expect(kept.filter(({ cause }) => cause === 'failed')).toHaveLength(10);
    expect(kept.filter(({ cause, route }) => cause === 'slow' && route === '/api/v1/slow')).toHaveLength(6);
    for (const personal of ['13812345678', 'secret-words', '127.0.0.1']) expect(text).not.toContain(personal);
  });

  it('is told of a trace: where it went wrong, and how those services do', async () => {
    const { json } = await ask(`?traceId=${TRACE}`);

    expect(json.calls).toMatchObject(Array.from({ length: 5 }, () => ({ traceId: TRACE, status: 500 })));
    expect((json.services as { service: string }[]).map(({ service }) => service)).toEqual(['ticket-center']);
    expect((await ask(`?traceId=${'1'.repeat(32)}`)).json).toMatchObject({ calls: [], services: [] });
  });

  it('is told of a trace that was refused, with the code of the refusal', async () => {
    const { json: problem } = await gateway.send('GET', '/api/v1/ticket-center/dead-letters');
    const { json } = await ask(`?traceId=${problem.traceId as string}`);

    expect(json.calls).toMatchObject([{ cause: 'refused', status: 401, code: 'not-authenticated' }]);
  });

  it('is told of a service', async () => {
    const { json } = await ask('?service=call-center');

    expect(json).toMatchObject({ condition: 'well', routes: [], scope: { service: 'call-center' } });
  });

  it('has dead letters of those services that say so, and names those that do not', async () => {
    expect((await ask('', 'acme')).json.deadLetters).toMatchObject([
      { service: 'call-center', count: null },
      { service: 'ticket-center', count: 1, latest: [{ id: 'l1', reason: 'poison' }] },
    ]);
  });

  it('is, for others than the platform, of their own tenant alone', async () => {
    const own = await ask('', 'globex');
    const foreign = await ask('?tenant=acme', 'globex');
    const scoped = await ask('?tenant=globex');

    expect(own.json).toMatchObject({ scope: { tenant: 'globex' }, routes: [], calls: [] });
    expect(scoped.json).toMatchObject({ scope: { tenant: 'globex' }, routes: [], calls: [] });
    expect(foreign).toMatchObject({ status: 403, json: { code: 'platform-only' } });
    for (const path of ['/statistics', '/calls'])
      expect((await ask(`${path}?tenant=acme`, 'globex')).json.code).toBe('platform-only');
  });

  it('is for who may', async () => {
    const token = await gateway.token(['ticket:*']);

    expect(await gateway.send('GET', PATH, { token })).toMatchObject({ status: 403, json: { code: 'not-permitted' } });
    expect((await ask('?traceId=x')).status).toBe(422);
  });

  it('lists the calls that are kept, by cause', async () => {
    const slow = (await ask('/calls?cause=slow&limit=2')).json.items as object[];

    expect(slow).toMatchObject([{ cause: 'slow' }, { cause: 'slow' }]);
  });
});

describe('live', () => {
  it('it is told every few seconds, and at once when a breaker changes', async () => {
    const stream = await EventSource.open(gateway.address, `${PATH}/stream?service=ticket-center`, {
      host: 'platform.localhost',
      token: tokens.platform,
    });
    const told = () => stream.named('assurance') as { breakers: { target: string; state: string }[] }[];
    await eventually('it is told again and again', () => told().length > 2);
    await times(60, () => gateway.send('GET', '/api/v1/broken'));
    await eventually('the breaker is told of', () => (told().at(-1)?.breakers.length ?? 0) > 0);
    stream.leave();

    expect(told().at(-1)!.breakers).toMatchObject([{ target: 'ticket-center', state: 'open' }]);
    const { json } = await ask('');
    expect(json.breakers).toMatchObject([{ target: 'ticket-center', state: 'open', gateway: expect.any(String) }]);
    expect((json.services as { reasons: string[] }[])[0]!.reasons).toContain('breaker-open');
  });
});

describe('a gateway that does not answer', () => {
  it('is named, and the others are told of', async () => {
    const metadata = { version: '1', contextPath: '/api/v1' };
    const registration = await gateway.registry.register({
      id: 'gone',
      service: 'gateway',
      host: '127.0.0.1',
      port: 9,
      metadata,
    });
    const { status, json } = await ask('/statistics');
    await registration.deregister();

    expect(status).toBe(200);
    expect(json.missing).toEqual(['gone']);
    expect(json.gateways).toHaveLength(2);
  });
});

describe('a service that has gone', () => {
  it('is failing for want of instances', async () => {
    await calls.deregister();
    const { json } = await ask('?service=call-center');

    expect(json.services).toMatchObject([{ service: 'call-center', condition: 'failing', reasons: ['no-instance'] }]);
    expect(tickets.asked.length).toBeGreaterThan(0);
  });
});

describe('what desks and portals say went wrong', () => {
  const line = { at: '2026-11-23T09:00:00+08:00', level: 'error', message: 'no answer for 13812345678' };
  const report = (lines: object[], sent: Sent = {}, at = gateway.send.bind(gateway)) =>
    at('POST', '/api/v1/gateway/client-logs', {
      token: tokens.acme,
      ...sent,
      headers: { 'content-type': 'application/json', ...sent.headers },
      body: JSON.stringify({ application: 'desk', version: '1.4.0', lines }),
    });
  const told = async (query: string, tenant: Tenant = 'acme') =>
    (await ask(query, tenant)).json.clientLines as { message: string; tenantId: string }[];

  it('is found by the trace of the call, whichever gateway took it, without what tells who people are', async () => {
    const traceId = '1af7651916cd43dd8448eb211c80319c';
    const stack = 'at f (https://desk.example/app.js?mia:1:2)';
    const answer = await report(
      [{ ...line, code: 'service-timeout', traceId, page: '/tickets/7?q=Mia', stack }],
      {},
      atOther,
    );
    expect([answer.status, answer.json]).toEqual([200, { taken: 1 }]);
    expect(await told(`?traceId=${traceId}`)).toMatchObject([
      {
        tenantId: 'acme',
        client: 'mia',
        application: 'desk',
        version: '1.4.0',
        level: 'error',
        code: 'service-timeout',
        message: 'no answer for 138****5678',
        page: '/tickets/7',
        stack: 'at f (https://desk.example/app.js)',
      },
    ]);
    expect(await told(`?traceId=${traceId}`, 'globex')).toEqual([]);
    expect(await told(`?traceId=${traceId}&tenant=acme`, 'platform')).toHaveLength(1);
  });

  it('is on the page of the tenant when it is an error, and of the last minutes', async () => {
    await report([
      { ...line, level: 'info', message: 'opened' },
      { ...line, message: 'broken' },
    ]);
    const messages = (await told('')).map(({ message }) => message);
    expect(messages).toContain('broken');
    expect(messages).not.toContain('opened');
    expect(await told('', 'globex')).toEqual([]);
    expect(await told('?service=ticket-center')).toEqual([]);
  });

  it.each<[string, object[], number, string]>([
    ['without a line', [], 422, 'validation-failed'],
    ['of too many lines', Array.from({ length: 101 }, () => line), 422, 'validation-failed'],
    [
      'of too many bytes',
      Array.from({ length: 90 }, () => ({ ...line, message: 'x'.repeat(900) })),
      413,
      'body-too-large',
    ],
    ['with a field that nobody knows', [{ ...line, customer: 'Mia' }], 422, 'validation-failed'],
    ['with a message that is too long', [{ ...line, message: 'x'.repeat(1_001) }], 422, 'validation-failed'],
    ['with a trace that is none', [{ ...line, traceId: 'mine' }], 422, 'validation-failed'],
  ])('is refused %s', async (_, lines, status, code) => {
    expect((await report(lines)).json).toMatchObject({ status, code });
  });

  it('is taken from nobody unknown, and not from who may not', async () => {
    expect((await report([line], { token: undefined })).status).toBe(401);
    expect((await report([line], { token: await gateway.token(['ticket:read']) })).status).toBe(403);
  });

  it('is taken only so often, from a client and from a tenant', async () => {
    await gateway.configure('gateway/client-logs', { clientPerMinute: 20, tenantPerMinute: 30 });
    const from = async (subject: string) => ({ token: await gateway.token(['me:report'], { subject }) });
    const ten = Array.from({ length: 10 }, () => line);
    const [ann, ben] = [await from('ann'), await from('ben')];
    const statuses: number[] = [];
    for (const who of [ann, ann, ann, ben, ben]) statuses.push((await report(ten, who)).status);
    expect(statuses).toEqual([200, 200, 429, 200, 429]);
  });
});
