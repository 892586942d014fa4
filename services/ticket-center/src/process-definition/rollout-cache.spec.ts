import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import type { Rollout } from '#libs/kernel/rollout';
import { RolloutCache } from './rollout-cache.js';

const at = (stable: number): Rollout => ({ stable, candidate: null });

describe('what is known of rollouts', () => {
  let clock: FakeClock;
  let cache: RolloutCache;
  let stored: number;
  beforeEach(() => {
    clock = new FakeClock();
    cache = new RolloutCache(clock);
    stored = 1;
  });

  const stable = async (tenant = 'acme', process = 'parcel') =>
    (await cache.get(tenant, process, () => Promise.resolve(at(stored)))).stable;

  it('is known for five seconds, then asked again', async () => {
    await stable();
    stored = 2;
    clock.advance(4_999);
    expect(await stable()).toBe(1);
    clock.advance(2);
    expect(await stable()).toBe(2);
  });

  it('is asked again at once when it is forgotten, each tenant and process for itself', async () => {
    await Promise.all([stable(), stable('other'), stable('acme', 'refund')]);
    stored = 2;
    cache.forget('acme', 'parcel');
    expect(await Promise.all([stable(), stable('other'), stable('acme', 'refund')])).toEqual([2, 1, 1]);
  });

  it('never is what was read before a change, though it came after', async () => {
    const slow = Promise.withResolvers<Rollout>();
    const before = cache.get('acme', 'parcel', () => slow.promise);
    stored = 2;
    cache.forget('acme', 'parcel');
    slow.resolve(at(1));
    await before;
    expect(await stable()).toBe(2);
  });

  it('is not known when it could not be read', async () => {
    await expect(cache.get('acme', 'parcel', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(cache.known('acme', 'parcel')).toBeUndefined();
    expect(await stable()).toBe(1);
  });
});
