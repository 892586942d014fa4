import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { StubRefusal, type StubService } from '#libs/testing/doubles/stub-service';
import { ticketCenter } from '../../src/service.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';

const CUSTOMER = '0199d2f0-0000-7000-8000-000000000001';
const CANCEL = { connector: 'order-system', name: 'cancel_pending_order', arguments: { order_id: '#W1' } };

describe('what other systems do for a ticket', () => {
  let service: ServiceInTest;
  let orders: StubService;
  let mia: ApiClient;
  let ticketId: string;

  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    await service.openLoopback();
    orders = await service.remote('order-system');
    mia = await service.as('*');
    await mia.put('/api/v1/connectors/order-system', { baseUrl: orders.url, timeoutMs: 300 });
  });
  afterAll(() => service.stop());

  beforeEach(async () => {
    orders.asked.length = 0;
    const body = { ticketType: 'order-service', customerId: CUSTOMER, subject: 'Cancel it' };
    ticketId = (await mia.post<TicketView>('/api/v1/tickets', body)).body.id;
    await mia.post(`/api/v1/tickets/${ticketId}/grab`);
  });

  async function actionsAfter(): Promise<TicketView['actions']> {
    await mia.post(`/api/v1/tickets/${ticketId}/actions`, CANCEL);
    await service.settled();
    return (await mia.get<TicketView>(`/api/v1/tickets/${ticketId}`)).body.actions;
  }

  it('is done, and the ticket knows', async () => {
    orders.answers('POST', '/actions/cancel_pending_order', () => ({ result: 'cancelled' }));
    expect(await actionsAfter()).toMatchObject([{ status: 'succeeded', result: 'cancelled' }]);
    expect(orders.asked).toMatchObject([{ body: { order_id: '#W1' } }]);
  });

  it('a refusal is an answer, not an error', async () => {
    orders.answers('POST', '/actions/cancel_pending_order', () => {
      throw new StubRefusal(422, { code: 'order-not-pending', detail: 'It is delivered.' });
    });
    expect(await actionsAfter()).toMatchObject([{ status: 'failed', result: 'order-not-pending' }]);
    expect(orders.asked).toHaveLength(1);
  });

  it('can be asked for by the other services, who are answered whatever comes of it', async () => {
    const others = await service.asCaller({ subject: 'common-center', kind: 'service' }, 'service:internal');
    const ask = (name: string) =>
      others.post(
        `/internal/connectors/${name}/actions/list-holdings`,
        { arguments: { kind: 'order' }, withinMs: 300 },
        { 'idempotency-key': `ask-${name}` },
      );
    orders.answers('POST', '/actions/list-holdings', () => ({ result: { items: [] } }));
    expect((await ask('order-system')).body).toEqual({ outcome: 'done', result: { items: [] } });
    expect(orders.asked.at(-1)).toMatchObject({ body: { kind: 'order' } });
    expect((await ask('policy-system')).body).toEqual({ outcome: 'not-connected', result: null });
    orders.answers('POST', '/actions/list-holdings', () => {
      throw new StubRefusal(503);
    });
    expect((await ask('order-system')).body).toEqual({ outcome: 'failed', result: null });
    expect(
      (await mia.post('/internal/connectors/order-system/actions/x', { arguments: {}, withinMs: 300 })).status,
    ).toBe(403);
  });

  it('is asked again under the same key when it failed to answer', async () => {
    let times = 0;
    orders.answers('POST', '/actions/cancel_pending_order', () => {
      if (++times < 3) throw new StubRefusal(503);
      return { result: 'cancelled' };
    });
    expect(await actionsAfter()).toMatchObject([{ status: 'succeeded' }]);
    expect(new Set(orders.asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });

  it('needs a connector that exists', async () => {
    const answer = await mia.post(`/api/v1/tickets/${ticketId}/actions`, { ...CANCEL, connector: 'nowhere' });
    expect(answer).toMatchObject({ status: 422, body: { code: 'connector-unknown' } });
  });

  describe('through the common centre', () => {
    const CALLS = '/internal/interfaces/orders/operations/cancel_pending_order/calls';
    let common: StubService;

    beforeAll(async () => {
      common = await service.remote('common-center');
      const reaches = { kind: 'interface', code: 'orders', version: 3 };
      expect(await mia.put('/api/v1/connectors/order-system', { reaches })).toMatchObject({
        status: 200,
        body: { reaches },
      });
    });
    afterAll(() => mia.put('/api/v1/connectors/order-system', { baseUrl: orders.url, timeoutMs: 300 }));

    const answers = (outcome: string, more: object) =>
      common.answers('POST', CALLS, () => ({ outcome, result: null, code: null, cached: false, tookMs: 1, ...more }));

    it('is done by the operation of an interface, in the version that is pinned', async () => {
      answers('answered', { result: 'cancelled' });
      expect(await actionsAfter()).toMatchObject([{ status: 'succeeded', result: 'cancelled' }]);
      const { body, headers } = common.asked.find(({ path }) => path === CALLS)!;
      expect(body).toMatchObject({ arguments: { order_id: '#W1' }, version: 3, caller: 'process', withinMs: 5_000 });
      expect(headers['x-switchboard-tenant']).toBe('acme');
      expect(orders.asked).toEqual([]);
    });

    it('is refused by its code, and asked again under the same key after a failure', async () => {
      answers('refused', { code: 'order-not-pending' });
      expect(await actionsAfter()).toMatchObject([{ status: 'failed', result: 'order-not-pending' }]);
      common.asked.length = 0;
      let times = 0;
      common.answers('POST', CALLS, () => {
        const isDown = (times += 1) < 3;
        const more = isDown ? { outcome: 'failed', code: 'http-503' } : { outcome: 'answered', code: null };
        return { result: null, cached: false, tookMs: 1, ...more };
      });
      ticketId = (
        await mia.post<TicketView>('/api/v1/tickets', {
          ticketType: 'order-service',
          customerId: CUSTOMER,
          subject: 'x',
        })
      ).body.id;
      await mia.post(`/api/v1/tickets/${ticketId}/grab`);
      expect(await actionsAfter()).toMatchObject([{ status: 'succeeded' }]);
      const keys = common.asked
        .filter(({ path }) => path === CALLS)
        .map(({ body }) => (body as { idempotencyKey: string }).idempotencyKey);
      expect([keys.length, new Set(keys).size]).toEqual([3, 1]);
    });

    it('is a diagnosis, by its name', async () => {
      await mia.put('/api/v1/connectors/order-system', { reaches: { kind: 'diagnoses' }, timeoutMs: 30_000 });
      const verdict = { verdict: 'line-fault', severity: 'fault', findings: [], action: null, steps: {} };
      common.answers('POST', '/internal/diagnoses/cancel_pending_order/runs', () => ({ ...verdict, runId: CUSTOMER }));
      expect(await actionsAfter()).toMatchObject([{ status: 'succeeded' }]);
    });
  });

  it('learns neither who we are nor for whom we work', async () => {
    orders.answers('POST', '/actions/cancel_pending_order', () => ({}));
    await actionsAfter();
    const { headers } = orders.asked[0]!;
    expect(headers.authorization).toBeUndefined();
    expect(headers['x-switchboard-tenant']).toBeUndefined();
    expect(headers.traceparent).toMatch(/^00-/);
  });
});
