import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DurationHistogram, MOST_ERROR } from './duration-histogram.js';

const YEAR_MS = 366 * 86_400_000;
const ROUNDING = 1e-9;

const durations = fc.array(
  fc.oneof(fc.nat({ max: 100 }), fc.nat({ max: 60_000 }), fc.integer({ min: 0, max: YEAR_MS })),
  { minLength: 1, maxLength: 300 },
);

function histogramOf(all: readonly number[]): DurationHistogram {
  const histogram = new DurationHistogram();
  all.forEach((ms) => histogram.add(ms));
  return histogram;
}

/** By nearest rank. */
function exact(all: readonly number[], share: number): number {
  return all.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(share * all.length)) - 1]!;
}

function isClose(told: number, truth: number): boolean {
  return Math.abs(told - truth) <= truth * (MOST_ERROR + ROUNDING);
}

describe('a histogram of durations', () => {
  it('tells quantiles within its error', () => {
    const holds = (all: number[]) => {
      const { p50, p95 } = histogramOf(all).spread()!;
      return isClose(p50, exact(all, 0.5)) && isClose(p95, exact(all, 0.95));
    };
    fc.assert(fc.property(durations, holds), { seed: 23, numRuns: 500 });
  });

  it('of parts, stored and added up, is that of the whole', () => {
    const holds = (first: number[], second: number[]) => {
      const sum = new DurationHistogram();
      for (const part of [first, second])
        sum.merge(JSON.parse(JSON.stringify(histogramOf(part).stored())) as ReturnType<DurationHistogram['stored']>);
      expect(sum.spread()).toEqual(histogramOf([...first, ...second]).spread());
    };
    fc.assert(fc.property(durations, durations, holds), { seed: 23, numRuns: 200 });
  });

  it('knows the mean exactly, and of nothing nothing', () => {
    expect(histogramOf([0, 1, 2, 7]).spread()!.mean).toBe(2.5);
    expect(new DurationHistogram().spread()).toBeNull();
  });

  it('tells what took no time from what took a millisecond; a clock set back is no time', () => {
    expect(histogramOf([0]).spread()).toEqual({ mean: 0, p50: 0, p95: 0 });
    expect(histogramOf([-5]).spread()).toEqual({ mean: 0, p50: 0, p95: 0 });
    expect(histogramOf([1]).spread()!.p50).toBeGreaterThan(0);
  });

  it('stays small: a year takes some hundred buckets', () => {
    const powers = Array.from({ length: 5_000 }, (_, at) => Math.floor(YEAR_MS ** (at / 5_000)));
    expect(Object.keys(histogramOf([0, ...powers]).stored().buckets).length).toBeLessThanOrEqual(606);
  });
});
