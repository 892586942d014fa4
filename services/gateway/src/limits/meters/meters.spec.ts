import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { LeakyBucket } from './leaky-bucket.js';
import type { Meter } from './meter.js';
import { SlidingWindow } from './sliding-window.js';
import { TokenBucket } from './token-bucket.js';

const START = Date.UTC(2026, 10, 30);
const RUNS = { seed: 20261130, numRuns: 300 };

interface Passed {
  /** When it goes: now, or when it is its turn. */
  readonly at: number;
  readonly weight: number;
}

/** Pauses in ms, mostly short, and how much each request weighs. */
const arrivals = fc.array(
  fc.record({
    pauseMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 3_000 })),
    weight: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 4 })),
  }),
  { minLength: 1, maxLength: 300 },
);

function letThrough(meter: Meter, asked: readonly { pauseMs: number; weight: number }[]): Passed[] {
  let now = START;
  let state: unknown;
  return asked.flatMap(({ pauseMs, weight: wanted }) => {
    now += pauseMs;
    const weight = Math.min(wanted, meter.limit);
    const { passes, waitMs } = meter.judge(state, now, weight);
    if (!passes) return [];
    state = meter.take(state, now, weight);
    return [{ at: now + waitMs, weight }];
  });
}

/** The most that went in any time from one request to another, compared with what may go in that time. */
function worstExcess(passed: readonly Passed[], allowedIn: (ms: number, lastWeight: number) => number): number {
  let worst = -Infinity;
  for (let from = 0; from < passed.length; from += 1) {
    let went = 0;
    for (let to = from; to < passed.length; to += 1) {
      went += passed[to]!.weight;
      worst = Math.max(worst, went - allowedIn(passed[to]!.at - passed[from]!.at, passed[to]!.weight));
    }
  }
  return worst;
}

describe('in any window', () => {
  it('a token bucket lets through no more than the burst and what came in meanwhile', () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 60 }), (asked, rate, more) => {
        const burst = rate + more;
        const excess = worstExcess(
          letThrough(new TokenBucket(rate, burst), asked),
          (ms) => burst + (rate * ms) / 1_000,
        );
        expect(excess).toBeLessThanOrEqual(0.02);
      }),
      RUNS,
    );
  });

  it('of a leaky bucket one goes after the other, each so long after the one before as that one weighs', () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 30 }), (asked, rate, queue) => {
        const passed = letThrough(new LeakyBucket(rate, queue), asked);
        expect(worstExcess(passed, (ms, last) => last + (rate * ms) / 1_000)).toBeLessThanOrEqual(0.02);
      }),
      RUNS,
    );
  });

  it('of a sliding window no more than the limit pass, however the window lies', () => {
    fc.assert(
      fc.property(
        arrivals,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 100, max: 2_000 }),
        (asked, most, ms) => {
          const passed = letThrough(new SlidingWindow(most, ms), asked);
          const within = passed.map(({ at }) =>
            passed.filter((other) => other.at > at - ms && other.at <= at).reduce((sum, { weight }) => sum + weight, 0),
          );
          expect(Math.max(0, ...within)).toBeLessThanOrEqual(most);
        },
      ),
      RUNS,
    );
  });
});

describe('who waits as long as a refusal says', () => {
  const meters: [string, Meter][] = [
    ['token bucket', new TokenBucket(7, 10)],
    ['leaky bucket', new LeakyBucket(7, 4)],
    ['sliding window', new SlidingWindow(6, 1_300)],
  ];

  it.each(meters)('is let through by a %s', (_, meter) => {
    fc.assert(
      fc.property(arrivals, (asked) => {
        let now = START;
        let state: unknown;
        for (const { pauseMs, weight: wanted } of asked) {
          now += pauseMs / 10;
          const weight = Math.min(wanted, meter.limit);
          const { passes, resetMs } = meter.judge(state, now, weight);
          if (!passes) expect(meter.judge(state, now + resetMs, weight).passes).toBe(true);
          else state = meter.take(state, now, weight);
        }
      }),
      RUNS,
    );
  });
});

describe('a steady stream at the rate', () => {
  it.each([
    ['token bucket', new TokenBucket(10, 10)],
    ['leaky bucket', new LeakyBucket(10, 2)],
    ['sliding window', new SlidingWindow(11, 1_000)],
  ])('always passes a %s', (_, meter: Meter) => {
    const asked = Array.from({ length: 500 }, () => ({ pauseMs: 100, weight: 1 }));

    expect(letThrough(meter, asked)).toHaveLength(500);
  });
});
