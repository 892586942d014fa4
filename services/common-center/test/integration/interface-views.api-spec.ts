import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { InterfaceAnswer } from '#libs/contracts/common-center/integration/integration-api';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import { InterfaceAlarmWatch } from '../../src/integration/alarm/alarm-watch.js';
import { OldInterfaceCalls } from '../../src/integration/log/old-calls.js';
import { commonCenter } from '../../src/service.js';
import { ok } from '../common-center-in-test.js';
import { CANCEL, GET_ORDER, InterfaceDesk } from './interface-desk.js';

const DAY_MS = 86_400_000;

serviceOnEachEngine('common-center: what of interfaces is shown, counted and told', (start) => {
  let desk: InterfaceDesk;

  beforeAll(async () => {
    desk = await InterfaceDesk.start(await start(commonCenter, { tenants: ['acme', 'globex'] }));
  });
  beforeEach(() => desk.renew());
  afterAll(() => desk.stop());

  it('is asked by views through a GET, for what changes nothing alone', async () => {
    const { code } = await desk.published();
    const path = `/api/v1/interfaces/by-code/${code}/operations`;
    expect(await desk.admin.get(`${path}/get/answer?number=so-1`)).toMatchObject({
      status: 200,
      body: { result: { total: 9.5 } },
    });
    expect(await desk.admin.get(`${path}/get/answer?number=none`)).toMatchObject({
      status: 409,
      body: { code: 'http-404' },
    });
    expect(await desk.admin.get(`${path}/cancel/answer?number=so-1`)).toMatchObject({
      ...{ status: 409, body: { code: 'interface-operation-not-safe' } },
    });
    expect(await desk.admin.post(`${path}/cancel/calls`, { arguments: { number: 'so-1' } })).toMatchObject({
      ...{ status: 200, body: { outcome: 'answered', result: { done: true } } },
    });
  });

  it('shows who may not see everything what the mapping declares by its kind, and the rest without its numbers', async () => {
    const body = {
      customer: { name: '王小明', phone: 13_800_001_234 },
      hint: '回电 13800001234',
      at: 1_764_000_000_000,
    };
    desk.system.answers('GET', '/orders/SO-1', () => ({ body }));
    const get = {
      ...GET_ORDER,
      response: { result: '=body', personal: { '/customer/name': 'name', '/customer/phone': 'phone', '/at': 'none' } },
    };
    const { id, code } = await desk.published({ operations: { get } });
    const path = `/api/v1/interfaces/by-code/${code}/operations/get`;
    const asking = async (seen: string) => {
      const login = seen.replace(':', '-');
      const permissions = ['interface:ask', 'interface:call', 'interface:test', seen];
      await ok(desk.admin.put(`/api/v1/roles/${login}`, { permissions }));
      await ok(desk.admin.post('/api/v1/accounts', { login, name: 'Desk', password: `${login}-1`, roles: [login] }));
      return desk.center.asPerson('acme', login, `${login}-1`);
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
    expect((await desk.call(code, 'get', { number: 'so-1' })).result).toEqual(body);
  });

  it('keeps a log with masked payloads for a month, and counts it', async () => {
    const { id, code } = await desk.published({
      operations: { get: GET_ORDER, cancel: { ...CANCEL, hidden: ['by'] } },
    });
    await desk.call(code, 'get', { number: 'so-1' }, { caller: 'ivr' });
    await desk.call(code, 'cancel', { number: '13800001234' });
    await desk.call(code, 'get', { number: 'none' });
    const [refused, cancelled, got] = await desk.log(id);
    expect(refused).toMatchObject({ outcome: 'refused', code: 'http-404' });
    expect(cancelled).toMatchObject({ request: { method: 'POST', body: { order: '138****1234', by: '***' } } });
    expect(got).toMatchObject({
      caller: 'ivr',
      answer: { total: 9.5, customer: { name: '王**', phone: '138****1234' } },
    });
    expect(await desk.log(id, '?outcome=refused')).toHaveLength(1);
    expect(await desk.statistics(id)).toMatchObject({
      operations: [
        { operation: 'cancel', calls: 1, refused: 0, failed: 0 },
        { operation: 'get', calls: 2, refused: 1, failed: 0, p95Ms: expect.any(Number) },
      ],
    });
    desk.service.clock.advance(31 * DAY_MS);
    await desk.service.running.app.get(OldInterfaceCalls).rounds.run();
    desk.admin = await desk.center.asPerson('acme');
    expect(await desk.log(id)).toEqual([]);
  });

  it('raises an alarm once when too much fails, and clears it only when that is well over', async () => {
    const alarm = { windowSeconds: 60, minimumCalls: 4, errorRatio: { raise: 0.5, clear: 0.2 } };
    const { id, code } = await desk.published({ alarm, attempts: 1 });
    const watch = () => desk.service.running.app.get(InterfaceAlarmWatch).rounds.run();
    const told = (type: string) => desk.service.events(type).filter(({ subject }) => subject === id);
    desk.system.answers('GET', '/orders/BAD', () => ({ status: 500 }));
    const ask = async (good: number, bad: number) => {
      for (let n = 0; n < good; n += 1) await desk.call(code, 'get', { number: 'so-1' });
      for (let n = 0; n < bad; n += 1) await desk.call(code, 'get', { number: 'bad' });
      desk.service.clock.advance(1);
      await watch();
      await desk.service.settled();
    };
    await ask(0, 3);
    expect(told('interface.alarm-raised.v1')).toEqual([]);
    await ask(1, 1);
    await ask(0, 1);
    expect(told('interface.alarm-raised.v1').map(({ data }) => data)).toMatchObject([{ interface: code, value: 0.8 }]);
    expect(await desk.statistics(id)).toMatchObject({ alarms: [{ metric: 'error-ratio', threshold: 0.5 }] });
    await ask(9, 0);
    expect(told('interface.alarm-cleared.v1')).toEqual([]);
    desk.service.clock.advance(60_000);
    desk.inner = await desk.center.asService('acme');
    await ask(4, 0);
    expect(told('interface.alarm-cleared.v1').map(({ data }) => data)).toMatchObject([{ value: 0 }]);
    desk.admin = await desk.center.asPerson('acme');
    const feed = await ok(desk.admin.get<{ items: { kind: string }[] }>('/api/v1/notifications'));
    expect(feed.items.filter(({ kind }) => kind === 'interface-alarm').length).toBeGreaterThan(0);
  });
});
