import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId, timeOfId } from './id.js';

/** RFC 9562 §5.7: 48 bits of Unix milliseconds, version 7, variant 0b10. */
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Ids never go back, so each test begins after the moments of those before it. */
let start = Date.parse('2026-11-23T09:00:00Z');
const later = (ms: number) => new Date((start += ms));

describe('an id', () => {
  it('is a UUIDv7', () => {
    for (let n = 0; n < 1_000; n++) expect(newId(later(n % 3))).toMatch(UUID_V7);
  });

  it('tells the millisecond it was made in', () => {
    const now = later(1_000);
    expect(timeOfId(newId(now))).toEqual(now);
  });

  it('sorts as text in the order of making, within a millisecond and when the clock goes back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5_000, max: 5_000 }), { maxLength: 200 }), (steps) => {
        let wandering = later(2_000_000).getTime();
        const ids = steps.map((step) => newId(new Date((wandering += step))));
        expect(ids).toEqual(ids.toSorted());
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
    later(2_000_000);
  });

  it('moves on to the next millisecond when one has more than the counter can tell', () => {
    const now = later(10_000);
    const ids = Array.from({ length: 5_000 }, () => newId(now));
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
    expect(timeOfId(ids.at(-1)!).getTime() - now.getTime()).toBeGreaterThanOrEqual(1);
  });

  it('leaves room in the counter of a new millisecond', () => {
    const counters = Array.from({ length: 500 }, () => Number.parseInt(newId(later(1_000)).slice(15, 18), 16));
    expect(Math.max(...counters)).toBeLessThanOrEqual(0x7ff);
  });

  it('cannot be guessed from the one before', () => {
    const now = later(10_000);
    const tails = Array.from({ length: 1_000 }, () => newId(now).slice(19));
    expect(new Set(tails).size).toBe(1_000);
  });
});
