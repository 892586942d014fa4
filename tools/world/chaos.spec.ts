import { describe, expect, it } from '@jest/globals';
import { Chaos } from './chaos.js';

const NAMES = ['redis', 'consul', 'ticket-center', 'database of call-center'];

/** What happens in a chaos whose pauses are none; told to stop right away, or after so many were taken. */
async function happening(seed: number, { stopAfter = 0, neverWell = '' } = {}) {
  const log: string[] = [];
  const parts = NAMES.map((name) => ({
    name,
    take: () => Promise.resolve(void log.push(`take ${name}`)),
    give: () => Promise.resolve(void log.push(`give ${name}`)),
  }));
  let last = '';
  let taken = 0;
  const enough = Promise.withResolvers<void>();
  const chaos = new Chaos(parts, {
    seed,
    onTake: (name) => {
      last = name;
      if (++taken >= stopAfter) enough.resolve();
    },
    untilWell: () => Promise.resolve(last !== neverWell),
    pause: () => new Promise(setImmediate),
  });
  if (stopAfter > 0) await enough.promise;
  await chaos.stop();
  return { log, outages: chaos.outages };
}

describe('a chaos', () => {
  it('takes each part away once, however soon it is stopped, and one at a time', async () => {
    const { log, outages } = await happening(1);
    expect(outages.map(({ part }) => part).toSorted()).toEqual(NAMES.toSorted());
    expect(log).toEqual(outages.flatMap(({ part }) => [`take ${part}`, `give ${part}`]));
  });

  it('goes on round by round until it is stopped, and leaves nobody away', async () => {
    const { log, outages } = await happening(1, { stopAfter: 7 });
    expect(outages.length).toBeGreaterThanOrEqual(7);
    expect(log.filter((each) => each.startsWith('take'))).toHaveLength(outages.length);
    expect(log.filter((each) => each.startsWith('give'))).toHaveLength(outages.length);
  });

  it('takes them in an order that is the seed’s', async () => {
    const order = async (seed: number) => (await happening(seed)).outages.map(({ part }) => part).join();
    expect(await order(3)).toBe(await order(3));
    expect(new Set(await Promise.all([1, 2, 3, 4, 5].map(order))).size).toBeGreaterThan(1);
  });

  it('says of whom it did not become well again, and goes on', async () => {
    const { outages } = await happening(1, { neverWell: 'consul' });
    expect(outages.filter(({ wellAt }) => wellAt === null).map(({ part }) => part)).toEqual(['consul']);
    expect(outages).toHaveLength(NAMES.length);
  });
});
