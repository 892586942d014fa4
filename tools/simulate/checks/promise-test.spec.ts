import { describe, expect, it } from '@jest/globals';
import { DayClock } from '../day/day-clock.js';
import { checkPromise, testPromise } from './promise-test.js';
import type { Wait } from './waits.js';

const clock = new DayClock(60);
clock.begin();
const HALF_HOUR = 1_800;
const IN_TIME_MS = clock.msOf(20);
const halfHours = Array.from({ length: 20 }, (_, at) => ({
  ...{ from: at * HALF_HOUR, to: (at + 1) * HALF_HOUR, contacts: 50, serviceLevel: 0.8 },
}));

/** Fifty in each half hour, of whom so many are answered in time. */
function waits(inTime: (half: number) => number): Wait[] {
  return halfHours.flatMap(({ from }, half) =>
    Array.from({ length: 50 }, (_, at) => ({
      ...{ from: clock.at(from + at * 30), gaveUp: at % 10 === 9 && at >= inTime(half) },
      ms: at < inTime(half) ? IN_TIME_MS : IN_TIME_MS + 1,
    })),
  );
}

describe('what a roster promised', () => {
  it('was kept when as many were answered in time, but for chance', () => {
    const test = testPromise(
      halfHours,
      waits((half) => (half % 2 === 0 ? 42 : 38)),
      clock,
    );

    expect(test.observed).toBeCloseTo(0.8, 10);
    expect(checkPromise(test)).toEqual([]);
  });

  it('was not kept when fewer were, half hour after half hour', () => {
    const test = testPromise(
      halfHours,
      waits((half) => (half % 2 === 0 ? 32 : 30)),
      clock,
    );

    expect(checkPromise(test)).toEqual([
      { check: 'calls were answered in time as the roster promised', problem: '0.620, promised 0.800' },
    ]);
  });

  it('does not count who gave up in time as answered', () => {
    const gone = waits(() => 40).map((wait) => ({ ...wait, gaveUp: true }));

    expect(testPromise(halfHours, gone, clock).observed).toBe(0);
  });
});
