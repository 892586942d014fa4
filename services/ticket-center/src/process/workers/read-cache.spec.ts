import { beforeEach, describe, expect, it } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { Json } from '#libs/process-engine/model/expression';
import { FakeClock } from '#libs/testing/fake-clock';
import { ReadCache } from './read-cache.js';

describe('answers of reading calls', () => {
  let clock: FakeClock;
  let cache: ReadCache;
  let asked: number;
  beforeEach(() => {
    clock = new FakeClock();
    cache = new ReadCache(clock);
    asked = 0;
  });

  const ask = () => Promise.resolve(++asked as Json);
  const call = (over: object = {}, perform = ask, tenant = 'acme') =>
    runAsTenant(tenant, () =>
      cache.answer({ instance: 'i', connector: 'shop', input: { order: 'W1' }, effect: 'read', ...over }, perform),
    );

  it('are given again to the same question of the same instance', async () => {
    expect([await call(), await call()]).toEqual([1, 1]);
  });

  it('are for nobody else, and no other question', async () => {
    await call();
    await call({ input: { order: 'W2' } });
    await call({ connector: 'bank' });
    await call({ instance: 'j' });
    await call({}, ask, 'other');
    expect(asked).toBe(5);
  });

  it('are forgotten after half a minute', async () => {
    await call();
    clock.advance({ seconds: 30 });
    expect(await call()).toBe(2);
  });

  it('are forgotten when the instance writes, also when that fails', async () => {
    await call();
    await call({ effect: 'write' }, () => Promise.reject(new Error('no'))).catch(() => undefined);
    expect(await call()).toBe(2);
    await call({ effect: 'write' });
    await call();
    expect(asked).toBe(4);
  });

  it('that were on their way while it wrote are not kept', async () => {
    let arrive!: (answer: Json) => void;
    const slow = call({}, () => new Promise<Json>((resolve) => (arrive = resolve)));
    await call({ effect: 'write' });
    arrive('old');
    expect(await slow).toBe('old');
    expect(await call()).toBe(2);
  });

  it('that never came are asked for again', async () => {
    await call({}, () => Promise.reject(new Error('away'))).catch(() => undefined);
    expect(await call()).toBe(1);
  });
});
