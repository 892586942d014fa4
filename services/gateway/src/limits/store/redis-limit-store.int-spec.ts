import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { createLogger } from '#libs/observability/logger';
import { eventually } from '#libs/testing/eventually';
import { FakeClock } from '#libs/testing/fake-clock';
import { describeReal, realPart } from '#libs/testing/real-parts/real-parts';
import { TcpProxy } from '#libs/testing/real-parts/tcp-proxy';
import { Allotment } from '../meters/allotment.js';
import { LeakyBucket } from '../meters/leaky-bucket.js';
import type { Judgement, Meter } from '../meters/meter.js';
import { SlidingWindow } from '../meters/sliding-window.js';
import { TokenBucket } from '../meters/token-bucket.js';
import { limitStoreContract } from './limit-store.contract.js';
import { RedisLimitStore } from './redis-limit-store.js';

const silent = createLogger({ service: 'gateway', level: 'silent' });
const clock = new FakeClock();
const slow = new TokenBucket(1, 3);

/** As one gateway has it; ready when Redis counts. */
async function openStore(endpoint: string, namespace: string, logger = silent): Promise<RedisLimitStore> {
  const store = new RedisLimitStore({ url: `redis://${endpoint}`, namespace }, clock, logger);
  await eventually('Redis counts', async () => {
    await store.draw([{ meter: slow, key: newId(new Date()), weight: 1 }]);
    return store.isShared;
  });
  return store;
}

describeReal('redis', 'limits in Redis', () => {
  const { endpoint } = realPart('redis');
  const namespace = `${newId(new Date())}-`;
  let store: RedisLimitStore;
  let key: string;

  beforeAll(async () => {
    store = await openStore(endpoint, namespace);
  });
  beforeEach(() => {
    key = newId(new Date());
  });
  afterAll(() => store.close());

  limitStoreContract(
    () => store,
    (ms) => pause(ms),
  );

  const meters: [string, Meter, number][] = [
    ['token buckets', new TokenBucket(1, 20), 20],
    ['leaky buckets', new LeakyBucket(2, 19), 20],
    ['sliding windows', new SlidingWindow(20, 60_000), 20],
    ['allotments', new Allotment(20, 1, Date.UTC(2100, 0)), 20],
  ];

  it.each(meters)('two gateways that ask at once never let more through together: %s', async (_, meter, most) => {
    const second = await openStore(endpoint, namespace);
    const judged = await Promise.all(
      Array.from({ length: 100 }, async (_each, n) => [store, second][n % 2]!.draw([{ meter, key, weight: 1 }])),
    );
    second.close();

    // The machine may be slow enough for one more to come in meanwhile.
    const passed = judged.filter(([each]) => each!.passes).length;
    expect(passed).toBeGreaterThanOrEqual(most);
    expect(passed).toBeLessThanOrEqual(most + (meter instanceof TokenBucket || meter instanceof LeakyBucket ? 2 : 0));
  });

  describe('of one who asks fast', () => {
    const wide = new TokenBucket(400, 800);
    const draw = (from: RedisLimitStore, meter: Meter, weight = 1) => from.draw([{ meter, key, weight }]);

    const leased = async (gateway: RedisLimitStore, meter: Meter, weight = 1) => {
      for (let judged = draw(gateway, meter, weight); 'then' in judged; judged = draw(gateway, meter, weight))
        await judged;
    };

    it('are taken in advance, so that most requests wait for nothing', async () => {
      let atOnce = 0;
      for (let asked = 0; asked < 400; asked += 1) {
        const judged = draw(store, wide);
        if (!('then' in judged)) atOnce += 1;
        await judged;
      }
      expect(atOnce).toBeGreaterThan(200);
    });

    it('no more pass in any time, when one gateway holds still with what it has while a bucket fills again', async () => {
      const [burst, perSecond] = [1_600, 4_000];
      const bucket = new TokenBucket(perSecond, burst);
      const second = await openStore(endpoint, namespace);
      await leased(store, bucket, 20);
      await pause(60);
      const begun = performance.now();
      const [{ remaining }] = (await second.draw([{ meter: bucket, key, weight: 1 }])) as [Judgement];
      const [rest] = (await second.draw([{ meter: bucket, key, weight: remaining }])) as [Judgement];
      let passed = 1 + (rest.passes ? remaining : 0);
      while (!('then' in draw(store, bucket))) passed += 1;
      second.close();

      const came = (perSecond * (performance.now() - begun)) / 1_000;
      expect(passed).toBeGreaterThan(burst / 2);
      expect(passed).toBeLessThanOrEqual(burst + came);
    });

    it('what is taken of a window in advance is used in the slot in which it counts', async () => {
      const window = new SlidingWindow(10_000, 100);
      await leased(store, window);
      await pause(11);
      expect('then' in draw(store, window)).toBe(true);
    });

    it('none is taken in advance where little is left: it is all there for whoever asks', async () => {
      const month = new SlidingWindow(400, 3_600_000);
      const second = await openStore(endpoint, namespace);
      let passed = 0;
      while ((await draw(store, month))[0]!.passes) passed += 1;
      while ((await draw(second, month))[0]!.passes) passed += 1;
      second.close();

      expect(passed).toBeLessThanOrEqual(400);
      expect(passed).toBeGreaterThanOrEqual(400 - 400 / 16);
    });
  });

  it('are others in another installation', async () => {
    const elsewhere = await openStore(endpoint, `${newId(new Date())}-`);
    const draw = [{ meter: slow, key, weight: 1 }];
    const left = [await store.draw(draw), await elsewhere.draw(draw)].map(([each]) => each!.remaining);
    elsewhere.close();

    expect(left).toEqual([2, 2]);
  });

  describe('when Redis is in trouble', () => {
    const logged: Record<string, unknown>[] = [];
    const destination = { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) };
    const logger = createLogger({ service: 'gateway', level: 'warn', destination });
    const month = new Allotment(100, 1, Date.UTC(2100, 0));
    let network: TcpProxy;
    let cutOff: RedisLimitStore;

    beforeEach(async () => {
      logged.length = 0;
      network = await TcpProxy.before(endpoint);
      cutOff = await openStore(network.endpoint, namespace, logger);
    });
    afterEach(async () => {
      cutOff.close();
      await network.close();
    });

    const drawn = (from: RedisLimitStore, meter: Meter, of = key) => from.draw([{ meter, key: of, weight: 1 }]);
    const back = () =>
      eventually('they are counted together', async () => {
        await cutOff.draw([{ meter: slow, key: newId(new Date()), weight: 1 }]);
        return cutOff.isShared;
      });

    it('are counted by the gateway itself, which says so once, and together again when it is back', async () => {
      await drawn(store, slow);
      await network.refuse();
      await eventually('it has noticed', async () => {
        await cutOff.draw([{ meter: slow, key: newId(new Date()), weight: 1 }]);
        return !cutOff.isShared;
      });
      const alone = await Promise.all(Array.from({ length: 5 }, async () => drawn(cutOff, slow)));
      await network.accept();
      await back();

      expect(alone.filter(([each]) => each!.passes)).toHaveLength(3);
      expect(logged.filter(({ msg }) => String(msg).startsWith('Redis is away'))).toHaveLength(1);
      const one = new SlidingWindow(1, 60_000);
      expect((await drawn(cutOff, one, `${key} once`))[0]!.passes).toBe(true);
      expect((await drawn(store, one, `${key} once`))[0]!.passes).toBe(false);
    });

    it('what is counted of a quota meanwhile goes on from what was known, and is told when it is back', async () => {
      for (let n = 0; n < 10; n += 1) await drawn(cutOff, month);
      await network.refuse();
      const alone = [await drawn(cutOff, month), await drawn(cutOff, month)];
      await network.accept();
      await back();

      expect(alone.map(([each]) => each!.remaining)).toEqual([89, 88]);
      await eventually('it has been told', async () => (await store.used(key)) === 12);
    });

    it('hold nobody up for long while it hangs, and only the first', async () => {
      const wide = new TokenBucket(100, 100);
      network.swallow();
      const first = await msFor(async () => drawn(cutOff, wide));
      const others: number[] = [];
      for (let n = 0; n < 20; n += 1) others.push(await msFor(async () => drawn(cutOff, wide)));

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
