import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { InterfaceAnswer } from '#libs/contracts/common/integration/integration-api';
import type { InterfaceFigures } from '#libs/contracts/common/integration/interface-figures-api';
import { ConfigCentre } from '#libs/discovery/config/config-centre';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { InterfaceAlarmWatch } from '../../src/integration/alarm/alarm-watch.js';
import { InterfaceSecretSchema } from '../../src/integration/infra/interface-secret.schema.js';
import { InterfaceRecordingSchema } from '../../src/integration/infra/interface-state.schema.js';
import { OldInterfaceCalls } from '../../src/integration/log/old-calls.js';
import { commonCenter } from '../../src/service.js';
import { AUTHORITY, CLIENT_CERTIFICATE, CLIENT_KEY } from './certificates.js';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';
import { ScriptedSystem } from './scripted-system.js';

interface InterfaceView {
  id: string;
  version: number;
  live: number | null;
  latest: number;
  draft: { baseUrl: string; operations: Record<string, unknown> };
  problems: { operation: string | null; message: string }[];
}
interface Call {
  id: string;
  outcome: string;
  code: string | null;
  cached: boolean;
  attempts: number;
  caller: string;
  request: unknown;
  answer: unknown;
}

const OPENED = { tenants: { acme: ['127.0.0.1/32'] } };
const DAY_MS = 86_400_000;
const GET_ORDER = {
  method: 'GET',
  path: '/orders/{number}',
  input: { type: 'object', properties: { number: { type: 'string' } }, required: ['number'] },
  request: { path: { number: '=upper case(input.number)' }, query: { lang: 'en' } },
  response: { result: { total: '=body.total', buyer: '=body.customer.name' } },
};
const CANCEL = { method: 'POST', path: '/cancellations', request: { body: { order: '=input.number', by: 'agent' } } };

serviceOnEachEngine('common-center: interfaces', (start) => {
  let service: ServiceInTest;
  let center: CommonCenterInTest;
  let admin: ApiClient;
  let inner: ApiClient;
  let system: ScriptedSystem;
  let serial = 0;

  beforeAll(async () => {
    service = await start(commonCenter, { tenants: ['acme', 'globex'] });
    center = await CommonCenterInTest.of(service);
    for (const tenant of ['acme', 'globex']) await center.register(tenant);
    await service.running.app.get(ConfigCentre).set('outside-addresses', JSON.stringify(OPENED));
    system = await ScriptedSystem.start();
  });
  afterAll(async () => {
    await service.stop();
    await system.stop();
  });
  beforeEach(async () => {
    admin = await center.asPerson('acme');
    inner = await center.asService('acme');
    system.asked.length = 0;
    system.answers('GET', '/orders/SO-1', () => ({
      body: { total: 9.5, customer: { name: '王小明', phone: '13800001234' } },
    }));
    system.answers('POST', '/cancellations', () => ({ status: 201, body: { done: true } }));
  });

  const operations = { get: GET_ORDER, cancel: CANCEL };
  async function draft(document: object = {}): Promise<InterfaceView & { code: string }> {
    const code = `orders-${(serial += 1)}`;
    const whole = { baseUrl: system.url, operations, ...document };
    return ok(
      admin.post<InterfaceView & { code: string }>('/api/v1/interfaces', { code, name: 'Orders', document: whole }),
    );
  }
  async function published(document: object = {}, secrets: Record<string, string> = {}) {
    const made = await draft(document);
    for (const [name, value] of Object.entries(secrets))
      await ok(admin.put(`/api/v1/interfaces/${made.id}/secrets/${name}`, { value }));
    await ok(admin.post(`/api/v1/interfaces/${made.id}/publish`, {}));
    return made;
  }
  const call = (code: string, operation: string, args: object, more: object = {}) =>
    ok(
      inner.post<InterfaceAnswer>(`/internal/interfaces/${code}/operations/${operation}/calls`, {
        ...{ arguments: args, caller: 'process' },
        ...more,
      }),
    );
  const log = async (id: string, query = '') =>
    (await ok(admin.get<{ items: Call[] }>(`/api/v1/interfaces/${id}/calls${query}`))).items;

  describe('a call', () => {
    it('is asked as the mapping says, and answered as it says', async () => {
      const { code } = await published();
      expect(await call(code, 'get', { number: 'so-1' })).toMatchObject({
        ...{ outcome: 'answered', code: null, cached: false },
        result: { total: 9.5, buyer: '王小明' },
      });
      expect(system.last).toMatchObject({ method: 'GET', path: '/orders/SO-1' });
      expect(system.last.query.get('lang')).toBe('en');
      expect(system.last.headers.traceparent).toMatch(/^00-/);
      expect(system.last.headers.authorization).toBeUndefined();
    });

    it('is refused with what the other side says no by: its status, or a code in its answer', async () => {
      const refusal = 'if body.code = 0 then null else "E" + string(body.code)';
      const coded = { ...GET_ORDER, response: { result: '=body.data', refusal } };
      const { code } = await published({ operations: { get: GET_ORDER, coded } });
      expect(await call(code, 'get', { number: 'none' })).toMatchObject({ outcome: 'refused', code: 'http-404' });
      system.answers('GET', '/orders/SO-2', () => ({ body: { code: 17 } }));
      expect(await call(code, 'coded', { number: 'so-2' })).toMatchObject({ outcome: 'refused', code: 'E17' });
      system.answers('GET', '/orders/SO-2', () => ({ body: { code: 0, data: 'x' } }));
      expect(await call(code, 'coded', { number: 'so-2' })).toMatchObject({ outcome: 'answered', result: 'x' });
    });

    it('fails when the answer is not what its schema says, leads elsewhere, or does not end (OWASP API10)', async () => {
      const schema = { type: 'object', required: ['total'], properties: { total: { type: 'number' } } };
      const { code } = await published({ operations: { get: { ...GET_ORDER, response: { schema } } } });
      system.answers('GET', '/orders/SO-2', () => ({ body: { total: 'much' } }));
      expect(await call(code, 'get', { number: 'so-2' })).toMatchObject({
        outcome: 'failed',
        code: 'interface-answer-invalid',
      });
      system.answers('GET', '/orders/SO-2', () => ({
        status: 302,
        headers: { location: `${system.url}/orders/SO-1` },
      }));
      expect(await call(code, 'get', { number: 'so-2' })).toMatchObject({ outcome: 'failed', code: 'http-302' });
      expect(system.asked).toHaveLength(2);
      system.answers('GET', '/orders/SO-2', () => ({ body: { total: 1, more: 'x'.repeat(5 * 1024 * 1024) } }));
      expect(await call(code, 'get', { number: 'so-2' })).toMatchObject({ outcome: 'failed' });
    });

    it('is not made with arguments that do not fit, or of what is not there', async () => {
      const { code } = await published();
      const path = (operation: string) => `/internal/interfaces/${code}/operations/${operation}/calls`;
      expect(await inner.post(path('get'), { caller: 'ivr' })).toMatchObject({
        ...{ status: 422, body: { code: 'interface-arguments-invalid', errors: [{ field: 'arguments.number' }] } },
      });
      expect(await inner.post(path('other'), { caller: 'ivr' })).toMatchObject({ status: 422 });
      expect(await inner.post(path('get'), { arguments: { number: '..' }, caller: 'ivr' })).toMatchObject({
        status: 422,
      });
      expect(system.asked).toEqual([]);
    });

    it('is tried again when it is safe, and not when it changes something', async () => {
      const { id, code } = await published({ attempts: 3 });
      let times = 0;
      system.answers('GET', '/orders/SO-3', () => ((times += 1) < 3 ? { status: 503 } : { body: { total: 1 } }));
      expect(await call(code, 'get', { number: 'so-3' })).toMatchObject({ outcome: 'answered', result: { total: 1 } });
      system.answers('POST', '/cancellations', () => ({ status: 503 }));
      expect(await call(code, 'cancel', { number: 'x' })).toMatchObject({ outcome: 'failed', code: 'http-503' });
      expect((await log(id)).map(({ attempts }) => attempts)).toEqual([1, 3]);
    });

    it('that changes something is done once for a key, also when the other side failed first', async () => {
      const { code } = await published();
      let status = 500;
      system.answers('POST', '/cancellations', () => ({ status, body: { n: system.asked.length } }));
      const again = () => call(code, 'cancel', { number: 'so-1' }, { idempotencyKey: `${code}-key` });
      expect(await again()).toMatchObject({ outcome: 'failed', code: 'http-500' });
      status = 201;
      const first = await again();
      expect(first).toMatchObject({ outcome: 'answered', result: { n: 2 } });
      expect(await again()).toEqual(first);
      expect(system.asked.map(({ headers }) => headers['idempotency-key'])).toEqual([`${code}-key`, `${code}-key`]);
      expect(JSON.parse(system.last.body)).toEqual({ order: 'so-1', by: 'agent' });
    });

    it('ends when its time is over', async () => {
      const { code } = await published({ timeoutMs: 5_000 });
      system.answers('GET', '/orders/SLOW', () => new Promise(() => {}));
      expect(await call(code, 'get', { number: 'slow' }, { withinMs: 60 })).toMatchObject({
        ...{ outcome: 'failed', code: 'service-timeout' },
      });
    });

    it('is asked once for many at the same time, and from memory until its time is over', async () => {
      const { id, code } = await published({ operations: { get: { ...GET_ORDER, cacheSeconds: 60 } } });
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => call(code, 'get', { number: 'so-1' })));
      expect(new Set(answers.map(({ result }) => JSON.stringify(result))).size).toBe(1);
      expect(system.asked).toHaveLength(1);
      expect(await call(code, 'get', { number: 'so-1' })).toMatchObject({ cached: true, result: { total: 9.5 } });
      service.clock.advance(60_000);
      expect(await call(code, 'get', { number: 'so-1' })).toMatchObject({ cached: false });
      expect(system.asked).toHaveLength(2);
      expect((await log(id)).slice(0, 2).map(({ cached }) => cached)).toEqual([false, true]);
    });

    it('is left alone for a while after it failed too often', async () => {
      const { id, code } = await published({ attempts: 1, breaker: { volume: 3, ratio: 0.5, openMs: 60_000 } });
      system.answers('GET', '/orders/DOWN', () => ({ status: 500 }));
      for (let times = 0; times < 6; times += 1) await call(code, 'get', { number: 'down' });
      const asked = system.asked.length;
      expect(asked).toBeLessThan(6);
      expect(await call(code, 'get', { number: 'so-1' })).toMatchObject({
        outcome: 'failed',
        code: 'service-unavailable',
      });
      expect(system.asked).toHaveLength(asked);
      expect(await statistics(id)).toMatchObject({ breaker: 'open' });
      service.clock.advance({ seconds: 1 });
      const { items } = await ok(inner.get<{ items: InterfaceFigures[] }>('/internal/interfaces/figures'));
      const figures = items.find((each) => each.code === code)!;
      expect(figures).toMatchObject({ breaker: 'open', operations: [{ operation: 'get' }] });
      expect([figures.calls, figures.failed]).toEqual([7, 7]);
      expect(figures.p95Ms).not.toBeNull();
      service.clock.advance({ minutes: 11 });
      inner = await center.asService('acme');
      const later = await ok(inner.get<{ items: InterfaceFigures[] }>('/internal/interfaces/figures'));
      const quiet = { breaker: 'closed', calls: 0, p95Ms: null, operations: [] };
      expect(later.items.find((each) => each.code === code)).toMatchObject(quiet);
    });

    it('is not made more often than the quota allows, until the next window', async () => {
      const { code } = await published({ quota: { calls: 2, perSeconds: 60 } });
      service.clock.set('2026-11-23T10:00:00.000Z');
      inner = await center.asService('acme');
      for (const outcome of ['answered', 'answered', 'failed'])
        expect(await call(code, 'get', { number: 'so-1' })).toMatchObject({ outcome });
      expect((await call(code, 'get', { number: 'so-1' })).code).toBe('interface-quota-spent');
      expect(system.asked).toHaveLength(2);
      service.clock.advance(60_000);
      const five = await Promise.all([1, 2, 3, 4, 5].map(() => call(code, 'get', { number: 'so-1' })));
      expect(five.filter(({ outcome }) => outcome === 'answered')).toHaveLength(2);
    });
  });

  describe('how the other side knows us', () => {
    it('by name and password', async () => {
      const { code } = await published({ auth: { kind: 'basic', username: 'desk' } }, { password: 'pass:word' });
      await call(code, 'get', { number: 'so-1' });
      expect(system.last.headers.authorization).toBe(`Basic ${Buffer.from('desk:pass:word').toString('base64')}`);
    });

    it('by a key in a header, or in the query', async () => {
      const inHeader = await published({ auth: { kind: 'api-key', in: 'header', name: 'x-key' } }, { 'api-key': 'k1' });
      await call(inHeader.code, 'get', { number: 'so-1' });
      expect(system.last.headers['x-key']).toBe('k1');
      const inQuery = await published({ auth: { kind: 'api-key', in: 'query', name: 'key' } }, { 'api-key': 'k2' });
      await call(inQuery.code, 'get', { number: 'so-1' });
      expect(system.last.query.get('key')).toBe('k2');
    });

    it('by a signature over the body and a nonce', async () => {
      const auth = {
        ...{ kind: 'hmac', keyId: 'us', text: '{method} {path} {timestamp} {nonce} {body}' },
        headers: { 'x-sign': '{keyId}:{signature}', 'x-nonce': '{nonce}', 'x-time': '{timestamp}' },
      };
      const { code } = await published({ auth }, { 'hmac-secret': 'shared' });
      await call(code, 'cancel', { number: 'so-1' });
      const { headers, body } = system.last;
      const signed = `POST /cancellations ${String(headers['x-time'])} ${String(headers['x-nonce'])} ${body}`;
      expect(headers['x-sign']).toBe(`us:${createHmac('sha256', 'shared').update(signed).digest('hex')}`);
    });

    it('by a token that is asked for once, and anew when it is over or no longer taken', async () => {
      let valid = 'token-1';
      let issued = 0;
      system.answers('POST', '/token', () => ({ body: { access_token: `token-${(issued += 1)}`, expires_in: 300 } }));
      system.answers('GET', '/orders/SO-1', ({ headers }) =>
        headers.authorization === `Bearer ${valid}` ? { body: { total: 1 } } : { status: 401 },
      );
      const auth = { kind: 'oauth2', tokenUrl: `${system.url}/token`, clientId: 'us', scope: 'orders' };
      const { code } = await published({ auth }, { 'client-secret': 'very secret' });
      await Promise.all([1, 2, 3].map(() => call(code, 'get', { number: 'so-1' })));
      expect(issued).toBe(1);
      const token = system.asked.find(({ path }) => path === '/token')!;
      expect(token.headers.authorization).toBe(`Basic ${Buffer.from('us:very%20secret').toString('base64')}`);
      expect(Object.fromEntries(new URLSearchParams(token.body))).toEqual({
        grant_type: 'client_credentials',
        scope: 'orders',
      });
      valid = 'token-2';
      expect(await call(code, 'get', { number: 'so-1' })).toMatchObject({ outcome: 'answered' });
      service.clock.advance(300_000);
      valid = 'token-3';
      expect(await call(code, 'get', { number: 'so-1' })).toMatchObject({ outcome: 'answered' });
      expect(issued).toBe(3);
    });

    it('by a certificate', async () => {
      const secure = await ScriptedSystem.start({ tls: true });
      secure.answers('GET', '/orders/SO-1', () => ({ body: { total: 3 } }));
      const pair = { 'tls-certificate': CLIENT_CERTIFICATE, 'tls-key': CLIENT_KEY };
      const shown = await published(
        { baseUrl: secure.url, tls: { clientCertificate: true, authorities: AUTHORITY } },
        pair,
      );
      expect(await call(shown.code, 'get', { number: 'so-1' })).toMatchObject({
        outcome: 'answered',
        result: { total: 3 },
      });
      expect(secure.last.shown).toBe('client');
      const bare = await published({ baseUrl: secure.url, tls: { authorities: AUTHORITY } });
      const doubtful = await published({ baseUrl: secure.url, tls: { clientCertificate: true } }, pair);
      for (const { code } of [bare, doubtful])
        expect(await call(code, 'get', { number: 'so-1' })).toMatchObject({
          outcome: 'failed',
          code: 'service-unavailable',
        });
      expect(secure.asked).toHaveLength(1);
      await secure.stop();
    });

    it('by secrets that nobody can read again, sealed in the database, and that go nowhere else', async () => {
      const { id, code } = await published(
        { auth: { kind: 'basic', username: 'desk' } },
        { password: 'hunter2hunter2' },
      );
      const shown = [await admin.get(`/api/v1/interfaces/${id}`), await admin.get(`/api/v1/interfaces/${id}/secrets`)];
      expect(JSON.stringify(shown)).not.toContain('hunter2');
      expect(shown[1]).toMatchObject({
        body: { items: [{ name: 'password', setBy: expect.any(String) }], missing: [] },
      });
      const database = service.running.app.get(Database);
      const rows = await runAsTenant('acme', async () => (await database.reader()).find(InterfaceSecretSchema));
      expect(JSON.stringify(rows)).not.toContain('hunter2');
      const elsewhere = await ScriptedSystem.start();
      const { version, draft } = await ok(admin.get<InterfaceView>(`/api/v1/interfaces/${id}`));
      const moved = { name: 'Orders', document: { ...draft, baseUrl: elsewhere.url } };
      await ok(admin.put(`/api/v1/interfaces/${id}`, moved, { 'if-match': `"${version}"` }));
      await ok(admin.post(`/api/v1/interfaces/${id}/publish`, {}));
      expect(await call(code, 'get', { number: 'so-1' })).toMatchObject({
        outcome: 'failed',
        code: 'interface-secret-elsewhere',
      });
      expect(elsewhere.asked).toEqual([]);
      await ok(admin.put(`/api/v1/interfaces/${id}/secrets/password`, { value: 'another one' }));
      await call(code, 'get', { number: 'so-1' });
      expect(elsewhere.last.headers.authorization).toBe(`Basic ${Buffer.from('desk:another one').toString('base64')}`);
      await elsewhere.stop();
    });
  });

  it('leads nowhere inside: not when it is saved, nor when it is called', async () => {
    const globex = await center.asPerson('globex');
    const inside = { code: 'inside', name: 'Inside', document: { baseUrl: system.url, operations } };
    const made = await ok(globex.post<InterfaceView>('/api/v1/interfaces', inside));
    expect(made.problems).toMatchObject([
      { operation: null, message: expect.stringContaining('does not lie outside') },
    ]);
    expect(await globex.post(`/api/v1/interfaces/${made.id}/publish`, {})).toMatchObject({ status: 422 });
    const { code } = await published();
    const centre = service.running.app.get(ConfigCentre);
    await centre.set('outside-addresses', '{}');
    const closed = await call(code, 'get', { number: 'so-1' });
    await centre.set('outside-addresses', JSON.stringify(OPENED));
    expect(closed).toMatchObject({ outcome: 'failed', code: 'address-not-outside' });
    expect(system.asked).toEqual([]);
  });

  it('is no other tenant’s', async () => {
    const { code } = await published();
    const globex = await center.asService('globex');
    expect(await globex.post(`/internal/interfaces/${code}/operations/get/calls`, { caller: 'process' })).toMatchObject(
      {
        ...{ status: 404, body: { code: 'interface-not-found' } },
      },
    );
  });

  describe('its versions', () => {
    it('are published from a draft without errors, followed or pinned, and rolled back', async () => {
      const made = await published();
      const path = `/api/v1/interfaces/${made.id}`;
      const change = async (document: object) => {
        const { version } = await ok(admin.get<InterfaceView>(path));
        return ok(admin.put<InterfaceView>(path, { name: 'Orders', document }, { 'if-match': `"${version}"` }));
      };
      const wrong = {
        ...GET_ORDER,
        request: { path: {}, query: { lang: '=nothing' } },
        response: { result: '=body.' },
      };
      const broken = await change({ baseUrl: system.url, operations: { get: wrong } });
      expect(broken.problems.map(({ message }) => message)).toEqual([
        expect.stringContaining('query/lang'),
        expect.stringContaining('result'),
        'path: nothing is said for {number}.',
      ]);
      expect(await admin.post(`${path}/publish`, {})).toMatchObject({
        status: 422,
        body: { code: 'interface-has-errors' },
      });
      await change({ baseUrl: system.url, operations: { get: { ...GET_ORDER, response: { result: 'second' } } } });
      expect(await ok(admin.post(`${path}/publish`, { note: 'other' }))).toMatchObject({ live: 2, latest: 2 });
      const results = async () => [
        (await call(made.code, 'get', { number: 'so-1' })).result,
        (await call(made.code, 'get', { number: 'so-1' }, { version: 1 })).result,
      ];
      const first = { total: 9.5, buyer: '王小明' };
      expect(await results()).toEqual(['second', first]);
      await ok(admin.post(`${path}/rollback`, { to: 1, reason: 'was better' }));
      expect(await results()).toEqual([first, first]);
      expect(await admin.put(path, { name: 'x', document: made.draft })).toMatchObject({ status: 428 });
      expect((await ok(admin.get<{ items: object[] }>(`${path}/versions`))).items).toMatchObject([
        { number: 2 },
        { number: 1 },
      ]);
    });

    it('take operations from an OpenAPI document', async () => {
      const { id, code } = await draft({ operations: {} });
      const Order = { type: 'object', required: ['total'], properties: { total: { type: 'number', nullable: true } } };
      const openApi = {
        ...{ openapi: '3.0.3', components: { schemas: { Order } } },
        paths: {
          '/orders/{orderNo}': {
            parameters: [{ name: 'orderNo', in: 'path', required: true, schema: { type: 'string' } }],
            get: {
              ...{ operationId: 'readOrder', summary: 'An order', parameters: [{ name: 'lang', in: 'query' }] },
              responses: {
                200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
              },
            },
            delete: { operationId: 'dropOrder', responses: {} },
          },
        },
      };
      const path = `/api/v1/interfaces/${id}`;
      const body = { document: openApi, operations: ['readOrder'] };
      const imported = await ok(admin.post<InterfaceView>(`${path}/import`, body));
      expect(Object.keys(imported.draft.operations)).toEqual(['readOrder']);
      await ok(admin.post(`${path}/publish`, {}));
      expect(await call(code, 'readOrder', { orderNo: 'SO-1' })).toMatchObject({ result: { total: 9.5 } });
      expect(await admin.post(`${path}/import`, { document: { swagger: '2.0' } })).toMatchObject({
        ...{ status: 422, body: { code: 'open-api-invalid' } },
      });
    });
  });

  it('answers from examples, from what was recorded, or not at all', async () => {
    const mocks = [{ when: 'input.number = "m"', body: { total: '=string length(input.number)' } }];
    const { id, code } = await published({ operations: { get: { ...GET_ORDER, mocks } } });
    const switchTo = (mode: string) => ok(admin.post(`/api/v1/interfaces/${id}/mode`, { mode }));
    await switchTo('mock');
    expect(await call(code, 'get', { number: 'm' })).toMatchObject({ result: { total: 1 } });
    expect(await call(code, 'get', { number: 'n' })).toMatchObject({ outcome: 'failed', code: 'interface-no-mock' });
    expect(system.asked).toEqual([]);
    await switchTo('record');
    await call(code, 'get', { number: 'so-1' });
    await switchTo('replay');
    expect(await call(code, 'get', { number: 'so-1' })).toMatchObject({ result: { total: 9.5, buyer: '王小明' } });
    expect(await call(code, 'get', { number: 'so-2' })).toMatchObject({ code: 'interface-not-recorded' });
    expect(system.asked).toHaveLength(1);
    const database = service.running.app.get(Database);
    const rows = await runAsTenant('acme', async () => (await database.reader()).find(InterfaceRecordingSchema));
    expect(JSON.stringify(rows)).not.toContain('13800001234');
    await switchTo('off');
    expect(await call(code, 'get', { number: 'so-1' })).toMatchObject({ outcome: 'failed', code: 'interface-off' });
  });

  it('is tried over the API before it is published: dry, with what we are known by hidden, and wet', async () => {
    const { id } = await draft({ auth: { kind: 'api-key', in: 'query', name: 'key' } });
    await ok(admin.put(`/api/v1/interfaces/${id}/secrets/api-key`, { value: 'open-sesame' }));
    const test = (body: object) => ok(admin.post<Record<string, unknown>>(`/api/v1/interfaces/${id}/tests`, body));
    const dry = await test({ operation: 'cancel', arguments: { number: 'so-1' } });
    expect(dry).toMatchObject({
      request: { method: 'POST', url: `${system.url}/cancellations?key=***`, body: '{"order":"so-1","by":"agent"}' },
      response: null,
    });
    expect(system.asked).toEqual([]);
    const wet = await test({ operation: 'get', arguments: { number: 'so-1' }, dryRun: false });
    expect(wet).toMatchObject({
      response: { status: 200, body: { total: 9.5 } },
      answer: { outcome: 'answered', result: { total: 9.5 } },
      timings: { attempts: 1 },
    });
    expect(JSON.stringify([dry, wet])).not.toContain('sesame');
    expect(system.last.query.get('key')).toBe('open-sesame');
  });

  it('is asked by views through a GET, for what changes nothing alone', async () => {
    const { code } = await published();
    const path = `/api/v1/interfaces/by-code/${code}/operations`;
    expect(await admin.get(`${path}/get/answer?number=so-1`)).toMatchObject({
      status: 200,
      body: { result: { total: 9.5 } },
    });
    expect(await admin.get(`${path}/get/answer?number=none`)).toMatchObject({
      status: 409,
      body: { code: 'http-404' },
    });
    expect(await admin.get(`${path}/cancel/answer?number=so-1`)).toMatchObject({
      ...{ status: 409, body: { code: 'interface-operation-not-safe' } },
    });
    expect(await admin.post(`${path}/cancel/calls`, { arguments: { number: 'so-1' } })).toMatchObject({
      ...{ status: 200, body: { outcome: 'answered', result: { done: true } } },
    });
  });

  it('shows who may not see everything what the mapping declares by its kind, and the rest without its numbers', async () => {
    const body = {
      customer: { name: '王小明', phone: 13_800_001_234 },
      hint: '回电 13800001234',
      at: 1_764_000_000_000,
    };
    system.answers('GET', '/orders/SO-1', () => ({ body }));
    const get = {
      ...GET_ORDER,
      response: { result: '=body', personal: { '/customer/name': 'name', '/customer/phone': 'phone', '/at': 'none' } },
    };
    const { id, code } = await published({ operations: { get } });
    const path = `/api/v1/interfaces/by-code/${code}/operations/get`;
    const asking = async (seen: string) => {
      const login = seen.replace(':', '-');
      const permissions = ['interface:ask', 'interface:call', 'interface:test', seen];
      await ok(admin.put(`/api/v1/roles/${login}`, { permissions }));
      await ok(admin.post('/api/v1/accounts', { login, name: 'Desk', password: `${login}-1`, roles: [login] }));
      return center.asPerson('acme', login, `${login}-1`);
    };
    const masked = { customer: { name: '王*明', phone: '138****1234' }, hint: '回电 138****1234', at: body.at };
    const caller = await asking('personal:text');
    expect((await ok(caller.get<InterfaceAnswer>(`${path}/answer?number=so-1`))).result).toEqual(masked);
    const called = await ok(caller.post<InterfaceAnswer>(`${path}/calls`, { arguments: { number: 'so-1' } }));
    expect(called.result).toEqual(masked);
    const test = { operation: 'get', arguments: { number: 'so-1' }, dryRun: false };
    expect(JSON.stringify(await ok(caller.post(`/api/v1/interfaces/${id}/tests`, test)))).not.toContain('13800001234');
    const phoning = await asking('personal:phone');
    expect((await ok(phoning.get<InterfaceAnswer>(`${path}/answer?number=so-1`))).result).toMatchObject({
      customer: { name: '王*明', phone: 13_800_001_234 },
      hint: '回电 138****1234',
    });
    expect((await call(code, 'get', { number: 'so-1' })).result).toEqual(body);
  });

  const statistics = (id: string) => {
    const now = service.clock.now().getTime();
    const [from, to] = [new Date(now - 3_600_000).toISOString(), new Date(now + 1_000).toISOString()];
    return ok(admin.get<object>(`/api/v1/interfaces/${id}/statistics?from=${from}&to=${to}`));
  };

  it('keeps a log with masked payloads for a month, and counts it', async () => {
    const { id, code } = await published({ operations: { get: GET_ORDER, cancel: { ...CANCEL, hidden: ['by'] } } });
    await call(code, 'get', { number: 'so-1' }, { caller: 'ivr' });
    await call(code, 'cancel', { number: '13800001234' });
    await call(code, 'get', { number: 'none' });
    const [refused, cancelled, got] = await log(id);
    expect(refused).toMatchObject({ outcome: 'refused', code: 'http-404' });
    expect(cancelled).toMatchObject({ request: { method: 'POST', body: { order: '138****1234', by: '***' } } });
    expect(got).toMatchObject({
      caller: 'ivr',
      answer: { total: 9.5, customer: { name: '王**', phone: '138****1234' } },
    });
    expect(await log(id, '?outcome=refused')).toHaveLength(1);
    expect(await statistics(id)).toMatchObject({
      operations: [
        { operation: 'cancel', calls: 1, refused: 0, failed: 0 },
        { operation: 'get', calls: 2, refused: 1, failed: 0, p95Ms: expect.any(Number) },
      ],
    });
    service.clock.advance(31 * DAY_MS);
    await service.running.app.get(OldInterfaceCalls).rounds.run();
    admin = await center.asPerson('acme');
    expect(await log(id)).toEqual([]);
  });

  it('raises an alarm once when too much fails, and clears it only when that is well over', async () => {
    const alarm = { windowSeconds: 60, minimumCalls: 4, errorRatio: { raise: 0.5, clear: 0.2 } };
    const { id, code } = await published({ alarm, attempts: 1 });
    const watch = () => service.running.app.get(InterfaceAlarmWatch).rounds.run();
    const told = (type: string) => service.events(type).filter(({ subject }) => subject === id);
    system.answers('GET', '/orders/BAD', () => ({ status: 500 }));
    const ask = async (good: number, bad: number) => {
      for (let n = 0; n < good; n += 1) await call(code, 'get', { number: 'so-1' });
      for (let n = 0; n < bad; n += 1) await call(code, 'get', { number: 'bad' });
      service.clock.advance(1);
      await watch();
      await service.settled();
    };
    await ask(0, 3);
    expect(told('interface.alarm-raised.v1')).toEqual([]);
    await ask(1, 1);
    await ask(0, 1);
    expect(told('interface.alarm-raised.v1').map(({ data }) => data)).toMatchObject([{ interface: code, value: 0.8 }]);
    expect(await statistics(id)).toMatchObject({ alarms: [{ metric: 'error-ratio', threshold: 0.5 }] });
    await ask(9, 0);
    expect(told('interface.alarm-cleared.v1')).toEqual([]);
    service.clock.advance(60_000);
    inner = await center.asService('acme');
    await ask(4, 0);
    expect(told('interface.alarm-cleared.v1').map(({ data }) => data)).toMatchObject([{ value: 0 }]);
    admin = await center.asPerson('acme');
    const feed = await ok(admin.get<{ items: { kind: string }[] }>('/api/v1/notifications'));
    expect(feed.items.filter(({ kind }) => kind === 'interface-alarm').length).toBeGreaterThan(0);
  });
});
