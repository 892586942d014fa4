import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { GradientLimit } from './gradient-limit.js';

const SETTINGS = { minimum: 10, tolerance: 2 };

/**
 * A service that can do `capacity` calls at once, each in `ms`, and has all the others wait: so asked by `clients` at once,
 * of whom as many get through as the limit says, for `seconds`.
 */
function underLoad(limit: GradientLimit, clients: number, capacity: number, ms: number, seconds: number, from = 0) {
  let now = from;
  let tookMs = ms;
  while (now < from + seconds * 1_000) {
    const inFlight = Math.min(clients, limit.limit);
    tookMs = ms * Math.max(1, inFlight / capacity);
    now += tookMs;
    for (let call = 0; call < inFlight; call += 1) limit.sample(tookMs, inFlight, now);
  }
  return { tookMs, limit: limit.limit, now };
}

describe('the limit', () => {
  it('is the maximum before anything is known, and while answers come as ever', () => {
    const limit = new GradientLimit(100, SETTINGS);

    expect(limit.limit).toBe(100);
    expect(underLoad(limit, 80, 1_000, 10, 60).limit).toBe(100);
  });

  it('goes down before a service that slows under its load collapses, and its work is still done', () => {
    const limit = new GradientLimit(256, SETTINGS);
    const { now } = underLoad(limit, 15, 20, 10, 60);
    const crowded = underLoad(limit, 256, 20, 10, 5, now);

    expect(crowded.tookMs).toBeLessThan(35);
    expect(crowded.limit).toBeGreaterThanOrEqual(20);
  });

  it('comes back when the service does', () => {
    const limit = new GradientLimit(100, SETTINGS);
    let { now } = underLoad(limit, 100, 200, 10, 60);
    const slow = underLoad(limit, 100, 5, 10, 5, now);
    now = slow.now;

    expect(slow.limit).toBeLessThan(40);
    expect(underLoad(limit, 100, 200, 10, 60, now).limit).toBe(100);
  });

  it('is left alone where it is not used', () => {
    const limit = new GradientLimit(100, SETTINGS);
    const { now } = underLoad(limit, 20, 100, 10, 30);

    expect(underLoad(limit, 20, 1, 10, 30, now).limit).toBe(100);
  });

  it('stays as it is when it is not to adapt', () => {
    const limit = new GradientLimit(50, undefined);

    expect(underLoad(limit, 50, 1, 10, 30).limit).toBe(50);
  });

  it('never leaves its bounds', () => {
    const seen = fc.record({
      ms: fc.double({ min: 0, max: 60_000, noNaN: true }),
      inFlight: fc.nat(300),
      pause: fc.nat(500),
    });
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 500 }), fc.integer({ min: 1, max: 300 }), (samples, maximum) => {
        const limit = new GradientLimit(maximum, SETTINGS);
        let now = 0;
        for (const { ms, inFlight, pause } of samples) {
          limit.sample(ms, inFlight, (now += pause));
          expect(limit.limit).toBeGreaterThanOrEqual(Math.min(10, maximum));
          expect(limit.limit).toBeLessThanOrEqual(maximum);
        }
      }),
      { seed: 20261130, numRuns: 200 },
    );
  });
});
