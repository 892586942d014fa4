import { describe, expect, it } from '@jest/globals';
import { seededFaults } from './faults.js';

const draws = Array.from({ length: 4_000 }, (_, nth) => nth);

describe('seeded faults', () => {
  it('spoil the share that was asked for, in every way', () => {
    const drawn = draws.map((nth) => seededFaults(7, 0.25)('cancel', nth));
    const spoiled = drawn.filter((fault) => fault !== 'none');
    expect(spoiled.length / drawn.length).toBeCloseTo(0.25, 1);
    expect(new Set(spoiled).size).toBe(6);
  });

  it('are the same for the same seed, and others for another', () => {
    const drawn = (seed: number) => draws.map((nth) => seededFaults(seed, 0.5)('cancel', nth));
    expect(drawn(7)).toEqual(drawn(7));
    expect(drawn(7)).not.toEqual(drawn(8));
  });

  it('do nothing at a share of nothing', () => {
    expect(draws.every((nth) => seededFaults(7, 0)('cancel', nth) === 'none')).toBe(true);
  });
});
