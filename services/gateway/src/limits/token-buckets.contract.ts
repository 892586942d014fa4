import { beforeEach, describe, expect, it } from '@jest/globals';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { BucketSettings } from './limit-settings.js';

/** Taking twenty from Redis on a busy machine must not last until the next. */
const SLOW = { perSecond: 1, burst: 20 };

/** What every kind of token bucket does. @param wait lets the time of the buckets pass. */
export function tokenBucketContract(
  kind: string,
  make: (settings: BucketSettings) => RateLimiterAbstract,
  wait: (ms: number) => Promise<void>,
): void {
  describe(`token buckets ${kind}`, () => {
    let buckets: RateLimiterAbstract;
    let key = 0;

    beforeEach(() => {
      buckets = make({ perSecond: 10, burst: 20 });
      key += 1;
    });

    const take = () => buckets.consume(String(key));
    const takeMany = async (times: number) => {
      for (let taken = 0; taken < times; taken += 1) await take();
    };
    const takeAll = async () => {
      for (let taken = 0; ; taken += 1) {
        try {
          await take();
        } catch {
          return taken;
        }
      }
    };

    it('give the burst at once, and say what is left', async () => {
      buckets = make(SLOW);
      const first = await take();
      await takeMany(18);
      const last = await take();

      expect([first.remainingPoints, last.remainingPoints]).toEqual([19, 0]);
      expect(first.msBeforeNext).toBeGreaterThan(0);
      expect(first.msBeforeNext).toBeLessThanOrEqual(1_000);
    });

    it('then refuse, and say how long until the next', async () => {
      buckets = make(SLOW);
      await takeMany(20);
      const refusal = await take().catch((refused: unknown) => refused);

      expect(refusal).toMatchObject({ remainingPoints: 0 });
      expect((refusal as { msBeforeNext: number }).msBeforeNext).toBeLessThanOrEqual(1_000);
    });

    it('fill by the second, not by the window', async () => {
      await takeMany(20);
      await wait(500);
      const taken = await takeAll();

      expect(taken).toBeGreaterThanOrEqual(5);
      expect(taken).toBeLessThanOrEqual(6);
    });

    it('take nothing for what they refuse', async () => {
      await takeMany(20);
      for (let refused = 0; refused < 50; refused += 1) await take().catch(() => {});
      await wait(300);

      await expect(take()).resolves.toBeDefined();
    });

    it('never hold more than the burst', async () => {
      await take();
      await wait(500);

      expect(await takeAll()).toBeLessThanOrEqual(21);
    });

    it('are one for each key', async () => {
      await takeAll();

      await expect(buckets.consume(`other ${key}`)).resolves.toMatchObject({ remainingPoints: 19 });
    });
  });
}
