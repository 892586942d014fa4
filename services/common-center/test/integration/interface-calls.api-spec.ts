import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { InterfaceFigures } from '#libs/contracts/common-center/integration/interface-figures-api';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import { commonCenter } from '../../src/service.js';
import { ok } from '../common-center-in-test.js';
import { GET_ORDER, InterfaceDesk } from './interface-desk.js';

serviceOnEachEngine('common-center: calls of interfaces', (start) => {
  let desk: InterfaceDesk;

  beforeAll(async () => {
    desk = await InterfaceDesk.start(await start(commonCenter, { tenants: ['acme', 'globex'] }));
  });
  beforeEach(() => desk.renew());
  afterAll(() => desk.stop());

  describe('a call', () => {
    it('is asked as the mapping says, and answered as it says', async () => {
      const { code } = await desk.published();
      expect(await desk.call(code, 'get', { number: 'so-1' })).toMatchObject({
        ...{ outcome: 'answered', code: null, cached: false },
        result: { total: 9.5, buyer: '王小明' },
      });
      expect(desk.system.last).toMatchObject({ method: 'GET', path: '/orders/SO-1' });
      expect(desk.system.last.query.get('lang')).toBe('en');
      expect(desk.system.last.headers.traceparent).toMatch(/^00-/);
      expect(desk.system.last.headers.authorization).toBeUndefined();
    });

    it('is refused with what the other side says no by: its status, or a code in its answer', async () => {
      const refusal = 'if body.code = 0 then null else "E" + string(body.code)';
      const coded = { ...GET_ORDER, response: { result: '=body.data', refusal } };
      const { code } = await desk.published({ operations: { get: GET_ORDER, coded } });
      expect(await desk.call(code, 'get', { number: 'none' })).toMatchObject({ outcome: 'refused', code: 'http-404' });
      desk.system.answers('GET', '/orders/SO-2', () => ({ body: { code: 17 } }));
      expect(await desk.call(code, 'coded', { number: 'so-2' })).toMatchObject({ outcome: 'refused', code: 'E17' });
      desk.system.answers('GET', '/orders/SO-2', () => ({ body: { code: 0, data: 'x' } }));
      expect(await desk.call(code, 'coded', { number: 'so-2' })).toMatchObject({ outcome: 'answered', result: 'x' });
    });

    it('fails when the answer is not what its schema says, leads elsewhere, or does not end (OWASP API10)', async () => {
      const schema = { type: 'object', required: ['total'], properties: { total: { type: 'number' } } };
      const { code } = await desk.published({ operations: { get: { ...GET_ORDER, response: { schema } } } });
      desk.system.answers('GET', '/orders/SO-2', () => ({ body: { total: 'much' } }));
      expect(await desk.call(code, 'get', { number: 'so-2' })).toMatchObject({
        outcome: 'failed',
        code: 'interface-answer-invalid',
      });
      desk.system.answers('GET', '/orders/SO-2', () => ({
        status: 302,
        headers: { location: `${desk.system.url}/orders/SO-1` },
      }));
      expect(await desk.call(code, 'get', { number: 'so-2' })).toMatchObject({ outcome: 'failed', code: 'http-302' });
      expect(desk.system.asked).toHaveLength(2);
      desk.system.answers('GET', '/orders/SO-2', () => ({ body: { total: 1, more: 'x'.repeat(5 * 1024 * 1024) } }));
      expect(await desk.call(code, 'get', { number: 'so-2' })).toMatchObject({ outcome: 'failed' });
    });

    it('is not made with arguments that do not fit, or of what is not there', async () => {
      const { code } = await desk.published();
      const path = (operation: string) => `/internal/interfaces/${code}/operations/${operation}/calls`;
      expect(await desk.inner.post(path('get'), { caller: 'ivr' })).toMatchObject({
        ...{ status: 422, body: { code: 'interface-arguments-invalid', errors: [{ field: 'arguments.number' }] } },
      });
      expect(await desk.inner.post(path('other'), { caller: 'ivr' })).toMatchObject({ status: 422 });
      expect(await desk.inner.post(path('get'), { arguments: { number: '..' }, caller: 'ivr' })).toMatchObject({
        status: 422,
      });
      expect(desk.system.asked).toEqual([]);
    });

    it('is tried again when it is safe, and not when it changes something', async () => {
      const { id, code } = await desk.published({ attempts: 3 });
      let times = 0;
      desk.system.answers('GET', '/orders/SO-3', () => ((times += 1) < 3 ? { status: 503 } : { body: { total: 1 } }));
      expect(await desk.call(code, 'get', { number: 'so-3' })).toMatchObject({
        outcome: 'answered',
        result: { total: 1 },
      });
      desk.system.answers('POST', '/cancellations', () => ({ status: 503 }));
      expect(await desk.call(code, 'cancel', { number: 'x' })).toMatchObject({ outcome: 'failed', code: 'http-503' });
      expect((await desk.log(id)).map(({ attempts }) => attempts)).toEqual([1, 3]);
    });

    it('that changes something is done once for a key, also when the other side failed first', async () => {
      const { code } = await desk.published();
      let status = 500;
      desk.system.answers('POST', '/cancellations', () => ({ status, body: { n: desk.system.asked.length } }));
      const again = () => desk.call(code, 'cancel', { number: 'so-1' }, { idempotencyKey: `${code}-key` });
      expect(await again()).toMatchObject({ outcome: 'failed', code: 'http-500' });
      status = 201;
      const first = await again();
      expect(first).toMatchObject({ outcome: 'answered', result: { n: 2 } });
      expect(await again()).toEqual(first);
      expect(desk.system.asked.map(({ headers }) => headers['idempotency-key'])).toEqual([
        `${code}-key`,
        `${code}-key`,
      ]);
      expect(JSON.parse(desk.system.last.body)).toEqual({ order: 'so-1', by: 'agent' });
    });

    it('ends when its time is over', async () => {
      const { code } = await desk.published({ timeoutMs: 5_000 });
      desk.system.answers('GET', '/orders/SLOW', () => new Promise(() => {}));
      expect(await desk.call(code, 'get', { number: 'slow' }, { withinMs: 60 })).toMatchObject({
        ...{ outcome: 'failed', code: 'service-timeout' },
      });
    });

    it('is asked once for many at the same time, and from memory until its time is over', async () => {
      const { id, code } = await desk.published({ operations: { get: { ...GET_ORDER, cacheSeconds: 60 } } });
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => desk.call(code, 'get', { number: 'so-1' })));
      expect(new Set(answers.map(({ result }) => JSON.stringify(result))).size).toBe(1);
      expect(desk.system.asked).toHaveLength(1);
      expect(await desk.call(code, 'get', { number: 'so-1' })).toMatchObject({ cached: true, result: { total: 9.5 } });
      desk.service.clock.advance(60_000);
      expect(await desk.call(code, 'get', { number: 'so-1' })).toMatchObject({ cached: false });
      expect(desk.system.asked).toHaveLength(2);
      expect((await desk.log(id)).slice(0, 2).map(({ cached }) => cached)).toEqual([false, true]);
    });

    it('is left alone for a while after it failed too often', async () => {
      const { id, code } = await desk.published({ attempts: 1, breaker: { volume: 3, ratio: 0.5, openMs: 60_000 } });
      desk.system.answers('GET', '/orders/DOWN', () => ({ status: 500 }));
      for (let times = 0; times < 6; times += 1) await desk.call(code, 'get', { number: 'down' });
      const asked = desk.system.asked.length;
      expect(asked).toBeLessThan(6);
      expect(await desk.call(code, 'get', { number: 'so-1' })).toMatchObject({
        outcome: 'failed',
        code: 'service-unavailable',
      });
      expect(desk.system.asked).toHaveLength(asked);
      expect(await desk.statistics(id)).toMatchObject({ breaker: 'open' });
      desk.service.clock.advance({ seconds: 1 });
      const { items } = await ok(desk.inner.get<{ items: InterfaceFigures[] }>('/internal/interfaces/figures'));
      const figures = items.find((each) => each.code === code)!;
      expect(figures).toMatchObject({ breaker: 'open', operations: [{ operation: 'get' }] });
      expect([figures.calls, figures.failed]).toEqual([7, 7]);
      expect(figures.p95Ms).not.toBeNull();
      desk.service.clock.advance({ minutes: 11 });
      desk.inner = await desk.center.asService('acme');
      const later = await ok(desk.inner.get<{ items: InterfaceFigures[] }>('/internal/interfaces/figures'));
      const quiet = { breaker: 'closed', calls: 0, p95Ms: null, operations: [] };
      expect(later.items.find((each) => each.code === code)).toMatchObject(quiet);
    });

    it('is not made more often than the quota allows, until the next window', async () => {
      const { code } = await desk.published({ quota: { calls: 2, perSeconds: 60 } });
      desk.service.clock.set('2026-11-23T10:00:00.000Z');
      desk.inner = await desk.center.asService('acme');
      for (const outcome of ['answered', 'answered', 'failed'])
        expect(await desk.call(code, 'get', { number: 'so-1' })).toMatchObject({ outcome });
      expect((await desk.call(code, 'get', { number: 'so-1' })).code).toBe('interface-quota-spent');
      expect(desk.system.asked).toHaveLength(2);
      desk.service.clock.advance(60_000);
      const five = await Promise.all([1, 2, 3, 4, 5].map(() => desk.call(code, 'get', { number: 'so-1' })));
      expect(five.filter(({ outcome }) => outcome === 'answered')).toHaveLength(2);
    });
  });
});
