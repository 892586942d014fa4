import { afterEach, describe, expect, it } from '@jest/globals';
import { aShop } from './a-shop.js';
import type { Fault } from './faults.js';
import { OrderSystem } from './order-system.js';

const CANCEL = { order_id: '#1', reason: 'no longer needed' };

describe('the order system', () => {
  let system: OrderSystem;
  afterEach(() => system.stop());

  async function open(...faults: Fault[]): Promise<void> {
    const plan = (_: string, nth: number) => faults[nth - 1] ?? 'none';
    system = await OrderSystem.start(aShop([{}, {}]), { faults: plan, slowMs: 20, hangMs: 20 });
  }

  async function cancel(key: string | null, body: unknown = CANCEL) {
    const headers = { 'content-type': 'application/json', ...(key !== null && { 'idempotency-key': key }) };
    const url = `${system.url}/actions/cancel_pending_order`;
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  it('does what it is asked and says how the order is now', async () => {
    await open();
    expect(await cancel('a')).toEqual({ status: 200, body: { result: 'cancelled' } });
    expect(system.ledger.shop.orders.get('#1')!.status).toBe('cancelled');
  });

  it('refuses with a problem that names the rule', async () => {
    await open();
    await cancel('a');
    expect(await cancel('b')).toMatchObject({ status: 409, body: { code: 'order-not-pending' } });
  });

  it('answers a repeated key with its first answer, also when both come at once', async () => {
    await open();
    const answers = await Promise.all([cancel('a'), cancel('a'), cancel('a')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(system.ledger.entries).toHaveLength(1);
  });

  it('repeats a refusal too', async () => {
    await open();
    await cancel('a');
    await cancel('b');
    expect(await cancel('b')).toMatchObject({ status: 409, body: { code: 'order-not-pending' } });
    expect(system.ledger.entries).toHaveLength(2);
  });

  it('refuses a key that was used for something else', async () => {
    await open();
    await cancel('a');
    expect(await cancel('a', { ...CANCEL, order_id: '#2' })).toMatchObject({ status: 422 });
  });

  it('shows an order and an item, again and again, and nothing is entered for it', async () => {
    await open();
    const look = async (action: string, body: object) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': 'look' };
      return (
        await fetch(`${system.url}/actions/${action}`, { method: 'POST', headers, body: JSON.stringify(body) })
      ).json();
    };
    const order = { order_id: '#1' };
    expect(await look('get_order_details', order)).toMatchObject({ result: { ...order, status: 'pending' } });
    await cancel('a');
    expect(await look('get_order_details', order)).toMatchObject({ result: { status: 'cancelled' } });
    expect(await look('get_item_details', { item_id: 'lamp-gold' })).toMatchObject({
      result: { item_id: 'lamp-gold' },
    });
    expect(await look('get_item_details', { item_id: 'nothing' })).toMatchObject({ code: 'not-found' });
    expect(system.ledger.entries).toHaveLength(1);
  });

  it('wants a key', async () => {
    await open();
    expect(await cancel(null)).toMatchObject({ status: 400, body: { code: 'idempotency-key-missing' } });
  });

  it('knows no other routes, and no bodies that are not arguments', async () => {
    await open();
    expect((await fetch(`${system.url}/orders`)).status).toBe(404);
    expect((await cancel('a', [])).status).toBe(422);
  });

  it.each<Fault>(['error-before', 'reset-before'])('does nothing when it fails by %s', async (fault) => {
    await open(fault);
    await cancel('a').catch(() => undefined);
    expect(system.ledger.entries).toHaveLength(0);
  });

  it.each<Fault>(['error-after', 'reset-after', 'hang'])(
    'has done it when it fails by %s, and does not do it again',
    async (fault) => {
      await open(fault);
      const first = await cancel('a').then(
        ({ status }) => status,
        () => 'no answer',
      );
      expect(first).toBe(fault === 'error-after' ? 500 : 'no answer');
      expect(await cancel('a')).toMatchObject({ status: 200 });
      expect(system.ledger.entries).toHaveLength(1);
      expect(system.calls).toEqual({ total: 2, faults: { [fault]: 1 } });
    },
  );

  it('answers late when it is slow', async () => {
    await open('slow');
    expect(await cancel('a')).toMatchObject({ status: 200 });
  });
});
