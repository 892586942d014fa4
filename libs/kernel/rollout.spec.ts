import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { versionFor } from './rollout.js';

const SINCE = '2026-11-23T09:00:00.000Z';
const trying = (version: number, percent: number) => ({ stable: 1, candidate: { version, percent, since: SINCE } });
const keys = Array.from({ length: 20_000 }, (_, n) => `T-20261123-${String(n).padStart(6, '0')}`);
const getting = (process: string, version: number, percent: number) =>
  new Set(keys.filter((key) => versionFor(process, trying(version, percent), key) === version));

describe('the version of a new instance', () => {
  it('is the stable one when nothing is tried', () => {
    expect(versionFor('parcel', { stable: 4, candidate: null }, 'any')).toBe(4);
  });

  it.each([1, 5, 10, 50, 90])('is the candidate for %d percent of the business keys', (percent) => {
    expect(Math.abs(getting('parcel', 2, percent).size / keys.length - percent / 100)).toBeLessThan(0.01);
  });

  it('is the candidate for nobody at 0 and for everybody at 100 percent', () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        expect(versionFor('parcel', trying(2, 0), key)).toBe(1);
        expect(versionFor('parcel', trying(2, 100), key)).toBe(2);
      }),
    );
  });

  it('stays the candidate for whoever has it while the share grows', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(100), fc.nat(100), (key, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        if (versionFor('parcel', trying(2, less), key) === 2)
          expect(versionFor('parcel', trying(2, more), key)).toBe(2);
      }),
    );
  });

  it('is tried with others in each rollout, and in each process', () => {
    const [parcel, next, refund] = [getting('parcel', 2, 10), getting('parcel', 3, 10), getting('refund', 2, 10)];
    for (const others of [next, refund])
      expect([...parcel].filter((key) => others.has(key)).length / parcel.size).toBeLessThan(0.2);
  });
});
