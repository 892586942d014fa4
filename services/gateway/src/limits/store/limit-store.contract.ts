import { beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { Allotment } from '../meters/allotment.js';
import { LeakyBucket } from '../meters/leaky-bucket.js';
import type { Meter } from '../meters/meter.js';
import { SlidingWindow } from '../meters/sliding-window.js';
import { TokenBucket } from '../meters/token-bucket.js';
import type { LimitStore } from './limit-store.js';

/** Taking twenty on a busy machine must not last until the next. */
const SLOW = new TokenBucket(1, 20);
const FAST = new TokenBucket(10, 20);
const LATER = Date.UTC(2100, 0);

/** What every store does with every meter. @param wait lets the time of the store pass. */
export function limitStoreContract(open: () => LimitStore, wait: (ms: number) => Promise<void>): void {
  let store: LimitStore;
  let key: string;

  beforeEach(() => {
    store = open();
    key = newId(new Date());
  });

  const take = async (meter: Meter, weight = 1, of = key) => (await store.draw([{ meter, key: of, weight }]))[0]!;
  const takeMany = async (meter: Meter, times: number) => {
    for (let taken = 0; taken < times; taken += 1) await take(meter);
  };
  const takeAll = async (meter: Meter) => {
    let taken = 0;
    while ((await take(meter)).passes) taken += 1;
    return taken;
  };

  describe('a token bucket', () => {
    it('gives the burst at once, and says what is left', async () => {
      const first = await take(SLOW);
      await takeMany(SLOW, 18);
      const last = await take(SLOW);

      expect([first, last]).toMatchObject([
        { passes: true, remaining: 19 },
        { passes: true, remaining: 0 },
      ]);
      expect(first.resetMs).toBeGreaterThan(0);
      expect(first.resetMs).toBeLessThanOrEqual(1_000);
    });

    it('then refuses, and says how long until the next', async () => {
      await takeMany(SLOW, 20);
      const refused = await take(SLOW);

      expect(refused).toMatchObject({ passes: false, remaining: 0 });
      expect(refused.resetMs).toBeGreaterThan(0);
      expect(refused.resetMs).toBeLessThanOrEqual(1_000);
    });

    it('fills by the second, not by the window', async () => {
      await takeMany(FAST, 20);
      await wait(500);
      const taken = await takeAll(FAST);

      expect(taken).toBeGreaterThanOrEqual(5);
      expect(taken).toBeLessThanOrEqual(7);
    });

    it('takes nothing for what it refuses', async () => {
      await takeMany(FAST, 20);
      await takeMany(FAST, 30);
      await wait(300);

      expect((await take(FAST)).passes).toBe(true);
    });

    it('counts a heavy request as many', async () => {
      expect((await take(SLOW, 15)).remaining).toBe(5);
      expect((await take(SLOW, 15)).passes).toBe(false);
      expect((await take(SLOW, 5)).passes).toBe(true);
    });

    it('is one for each key', async () => {
      await takeMany(SLOW, 20);

      expect(await take(SLOW, 1, newId(new Date()))).toMatchObject({ remaining: 19 });
    });
  });

  describe('a leaky bucket', () => {
    const queue = new LeakyBucket(4, 3);

    it('lets one go at once, and each other when it is their turn', async () => {
      const waits = [await take(queue), await take(queue), await take(queue)].map(({ waitMs }) => waitMs);

      expect(waits[0]).toBe(0);
      expect(waits[1]).toBeGreaterThan(100);
      expect(waits[1]).toBeLessThanOrEqual(250);
      expect(waits[2]! - waits[1]!).toBeGreaterThan(150);
    });

    it('runs over when too many wait, and says when there is room', async () => {
      await takeMany(queue, 4);
      const refused = await take(queue);

      expect(refused).toMatchObject({ passes: false, remaining: 0, waitMs: 0 });
      expect(refused.resetMs).toBeLessThanOrEqual(250);
    });

    it('has room again as it empties', async () => {
      await takeMany(queue, 4);
      await wait(300);

      expect((await take(queue)).passes).toBe(true);
    });
  });

  describe('a sliding window', () => {
    const window = new SlidingWindow(5, 1_000);

    it('lets so many through, and refuses the next', async () => {
      const left = [await take(window), await take(window)].map(({ remaining }) => remaining);
      await takeMany(window, 3);
      const refused = await take(window);

      expect(left).toEqual([4, 3]);
      expect(refused.passes).toBe(false);
      expect(refused.resetMs).toBeGreaterThan(0);
      expect(refused.resetMs).toBeLessThanOrEqual(1_100);
    });

    it('lets nobody through twice around the end of a window', async () => {
      await wait(700);
      await takeMany(window, 5);
      await wait(600);

      expect((await take(window)).passes).toBe(false);
    });

    it('gives back what is out of it', async () => {
      await takeMany(window, 5);
      await wait(1_101);

      expect(await take(window, 5)).toMatchObject({ passes: true, remaining: 0 });
    });
  });

  describe('an allotment', () => {
    it('is counted up to its limit, and can be read', async () => {
      const month = new Allotment(10, 1, LATER);
      await take(month, 4);
      const last = await take(month, 6);

      expect(last).toMatchObject({ passes: true, remaining: 0 });
      expect(await take(month)).toMatchObject({ passes: false });
      expect(await store.used(key)).toBe(10);
      expect(await store.used('never asked')).toBe(0);
    });
  });

  describe('several limits of a request', () => {
    it('are taken of together, or none of them', async () => {
      const wide = { meter: SLOW, key: `${key} wide`, weight: 1 };
      const narrow = { meter: new SlidingWindow(1, 60_000), key: `${key} narrow`, weight: 1 };
      const first = await store.draw([wide, narrow]);
      const second = await store.draw([wide, narrow]);

      expect(first.map(({ passes }) => passes)).toEqual([true, true]);
      expect(second.map(({ passes }) => passes)).toEqual([true, false]);
      expect((await store.draw([wide]))[0]!.remaining).toBe(18);
    });
  });
}
