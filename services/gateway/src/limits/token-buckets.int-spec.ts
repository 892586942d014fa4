import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { createLogger } from '#libs/observability/logger';
import { eventually } from '#libs/testing/eventually';
import { FakeClock } from '#libs/testing/fake-clock';
import { describeReal, realPart } from '#libs/testing/real-parts';
import { TcpProxy } from '#libs/testing/tcp-proxy';
import { redisLimitStore, type LimitStore } from './limit-store.js';
import { tokenBucketContract } from './token-buckets.contract.js';

const SETTINGS = { perSecond: 1, burst: 3 };
const logger = createLogger({ service: 'gateway', level: 'silent' });
const clock = new FakeClock();

/** As one gateway has them; ready when Redis answers. */
async function openStore(endpoint: string, namespace: string): Promise<LimitStore> {
  const store = redisLimitStore(`redis://${endpoint}`, namespace, clock, logger);
  await eventually('Redis counts', async () => {
    const [one, other] = [1, 2].map(() => store.make('client', { perSecond: 1, burst: 9 }));
    const key = newId(new Date());
    await one!.consume(key);
    // A bucket that is not shared does not know of the first.
    return (await other!.consume(key)).remainingPoints === 7;
  });
  return store;
}

describeReal('redis', 'limits counted in Redis', () => {
  const { endpoint } = realPart('redis');
  const namespace = `${newId(new Date())}-`;
  let store: LimitStore;

  beforeAll(async () => {
    store = await openStore(endpoint, namespace);
  });
  afterAll(() => store.close());

  tokenBucketContract(
    'in Redis',
    (settings) => store.make('client', settings),
    (ms) => pause(ms),
  );

  it('are counted together by all gateways', async () => {
    const second = await openStore(endpoint, namespace);
    const buckets = [store, second].map(({ make }) => make('tenant', SETTINGS));
    const taken = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => buckets[n % 2]!.consume('acme')));
    second.close();

    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  it('of clients and tenants are different ones, as are those of two installations', async () => {
    const elsewhere = await openStore(endpoint, `${newId(new Date())}-`);
    const buckets = [
      store.make('client', SETTINGS),
      store.make('tenant', SETTINGS),
      elsewhere.make('client', SETTINGS),
    ];
    const taken = await Promise.all(buckets.map((each) => each.consume('same')));
    elsewhere.close();

    expect(taken.map(({ remainingPoints }) => remainingPoints)).toEqual([2, 2, 2]);
  });

  describe('when Redis is in trouble', () => {
    let network: TcpProxy;
    let cutOff: LimitStore;

    beforeEach(async () => {
      network = await TcpProxy.before(endpoint);
      cutOff = await openStore(network.endpoint, namespace);
    });
    afterEach(async () => {
      cutOff.close();
      await network.close();
    });

    it('are counted by the gateway itself while it is gone, and together again when it is back', async () => {
      const key = newId(new Date());
      const buckets = cutOff.make('client', SETTINGS);
      await network.refuse();
      const alone = await Promise.allSettled(Array.from({ length: 5 }, () => buckets.consume(key)));
      const untouched = await store.make('client', SETTINGS).consume(key);
      await network.accept();
      await eventually('they are counted together', async () => (await buckets.consume(key)).remainingPoints < 2);

      expect(alone.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
      expect(untouched.remainingPoints).toBe(2);
    });

    it('hold nobody up for long while it hangs, and only the first', async () => {
      const buckets = cutOff.make('client', { perSecond: 100, burst: 100 });
      network.swallow();
      const first = await msFor(() => buckets.consume('mia'));
      const others: number[] = [];
      for (let n = 0; n < 20; n += 1) others.push(await msFor(() => buckets.consume('mia')));

      expect(first).toBeLessThan(1_000);
      expect(Math.max(...others)).toBeLessThan(100);
    });
  });
});

async function msFor(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
