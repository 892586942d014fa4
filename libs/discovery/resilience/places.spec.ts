import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { NoPlace, Places, type Priority } from './places.js';

let limit: number;

beforeEach(() => {
  limit = 2;
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
});
afterEach(() => {
  jest.useRealTimers();
});

const placesWith = (size: number, ms = 100) =>
  new Places(
    () => limit,
    { size, ms },
    () => performance.now(),
  );

/** What becomes of those who wait. */
function asking(places: Places) {
  const seen: string[] = [];
  const ask = (name: string, priority?: Priority) => {
    try {
      const waited = places.enter(priority);
      if (waited === undefined) seen.push(`${name} in`);
      else waited.then(() => seen.push(`${name} in`)).catch(() => seen.push(`${name} late`));
    } catch (error) {
      expect(error).toBeInstanceOf(NoPlace);
      seen.push(`${name} refused`);
    }
  };
  return { seen, ask };
}

const settled = () => jest.advanceTimersByTimeAsync(0);

describe('places', () => {
  it('are given at once while there are any, then waited for, then refused', async () => {
    const places = placesWith(1);
    const { seen, ask } = asking(places);
    for (const name of ['a', 'b', 'c', 'd']) ask(name);
    expect([places.taken, places.waiting]).toEqual([2, 1]);
    places.leave();
    await settled();

    expect(seen).toEqual(['a in', 'b in', 'd refused', 'c in']);
    expect([places.taken, places.waiting]).toEqual([2, 0]);
  });

  it('go to the higher priority first, in order of coming', async () => {
    const places = placesWith(10);
    const { seen, ask } = asking(places);
    for (const name of ['a', 'b']) ask(name);
    ask('low', 'low');
    ask('first');
    ask('second');
    ask('high', 'high');
    for (let n = 0; n < 4; n += 1) places.leave();
    await settled();

    expect(seen).toEqual(['a in', 'b in', 'high in', 'first in', 'second in', 'low in']);
  });

  it('in a full queue the higher priority takes the place of the lowest, and never of its like', async () => {
    const places = placesWith(2);
    const { seen, ask } = asking(places);
    for (const name of ['a', 'b']) ask(name);
    ask('low', 'low');
    ask('plain');
    ask('other');
    ask('another');
    await settled();

    expect(seen).toEqual(['a in', 'b in', 'another refused', 'low late']);
  });

  it('are waited for so long, and less so in a queue that does not empty', async () => {
    const places = placesWith(10);
    const { seen, ask } = asking(places);
    for (const name of ['a', 'b', 'c']) ask(name);
    await jest.advanceTimersByTimeAsync(99);
    ask('d');
    await jest.advanceTimersByTimeAsync(2);
    expect(seen.slice(2)).toEqual(['c late']);
    ask('e');
    await jest.advanceTimersByTimeAsync(6);

    expect(seen.slice(2)).toEqual(['c late', 'e late']);
  });

  it('become more and fewer with the limit', async () => {
    const places = placesWith(10, 1_000);
    const { seen, ask } = asking(places);
    for (const name of ['a', 'b', 'c', 'd']) ask(name);
    limit = 1;
    places.leave();
    await settled();
    expect(seen).toEqual(['a in', 'b in']);
    limit = 3;
    places.leave();
    await settled();

    expect(seen).toEqual(['a in', 'b in', 'c in', 'd in']);
  });

  it('are never more than the limit, and nobody is forgotten', async () => {
    const step = fc.constantFrom('high', 'normal', 'low', 'leave', 'wait');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 100 }), async (steps) => {
        const places = placesWith(3);
        const { seen, ask } = asking(places);
        let asked = 0;
        for (const each of steps) {
          if (each === 'wait') await jest.advanceTimersByTimeAsync(60);
          else if (each !== 'leave') ask(String((asked += 1)), each);
          else if (places.taken > 0) places.leave();
          expect(places.taken).toBeLessThanOrEqual(2);
          expect(places.waiting).toBeLessThanOrEqual(3);
        }
        await jest.advanceTimersByTimeAsync(200);
        expect(seen).toHaveLength(asked);
      }),
      { seed: 20261130, numRuns: 100 },
    );
  });
});
