import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expectedExcess, shortfalls, sumOf } from './free-agents.js';
import { pace, type Floor, type PacingMemory } from './pace.js';

const NOW = 1_000_000;
const FLOOR: Floor = { agents: 10, idle: 4, busySince: [], ringing: 0, waiting: 0 };
const MEASURED = { dials: 300, live: 90, ringMs: 10_000, handleMs: [] };
const PREDICTIVE = { mode: 'predictive', abandonLimit: 0.03, mostPerAgent: 3 } as const;
const CLEAN = { live: 1_000, abandoned: 0 };
const GROWN: PacingMemory = { agents: 10, level: 3, locked: false, at: NOW };

const dials = (over: Partial<Floor> = {}, window = CLEAN, before: PacingMemory | null = GROWN) =>
  pace({ ...FLOOR, ...over }, MEASURED, window, PREDICTIVE, before, NOW);

describe('pacing', () => {
  it('places one call for each idle agent when it is progressive, less what is under way', () => {
    const limits = { ...PREDICTIVE, mode: 'progressive' } as const;
    expect(pace(FLOOR, MEASURED, CLEAN, limits, GROWN, NOW).dials).toBe(4);
    expect(pace({ ...FLOOR, ringing: 2, waiting: 1 }, MEASURED, CLEAN, limits, GROWN, NOW).dials).toBe(1);
    expect(pace({ ...FLOOR, ringing: 9 }, MEASURED, CLEAN, limits, GROWN, NOW).dials).toBe(0);
  });

  it('places more than there are idle agents when it is predictive and few answer', () => {
    expect(dials().dials).toBeGreaterThan(4);
    expect(dials().dials).toBeLessThanOrEqual(12);
  });

  it('counts agents who will be free by the time somebody answers', () => {
    const handleMs = Array.from({ length: 100 }, () => 60_000);
    const soon = { ...MEASURED, handleMs };
    const busySince = [NOW - 58_000, NOW - 57_000];
    const without = pace({ ...FLOOR, busySince: [] }, soon, CLEAN, PREDICTIVE, GROWN, NOW).dials;
    expect(pace({ ...FLOOR, busySince }, soon, CLEAN, PREDICTIVE, GROWN, NOW).dials).toBeGreaterThan(without);
  });

  it('is locked to progressive before one more abandoned call breaks the limit, and until the rate has fallen well below', () => {
    const locked = dials({}, { live: 1_000, abandoned: 28 });
    expect(locked).toMatchObject({ dials: 4, memory: { locked: true, level: 1 } });
    const still = { live: 1_000, abandoned: 25 };
    expect(dials({}, still, locked.memory).memory.locked).toBe(true);
    expect(dials({}, still).memory.locked).toBe(false);
    expect(dials({}, { live: 1_300, abandoned: 25 }, locked.memory).memory.locked).toBe(false);
  });

  it('is progressive as long as one abandoned call would be too many of so few answers', () => {
    expect(dials({}, { live: 30, abandoned: 0 })).toMatchObject({ dials: 4, memory: { locked: true } });
  });

  it('begins at progressive again when another number of agents is there, and grows from there', () => {
    const changed = dials({}, CLEAN, { ...GROWN, agents: 11 });
    expect(changed).toMatchObject({ dials: 4, memory: { agents: 10, level: 1 } });
    const later = pace(FLOOR, MEASURED, CLEAN, PREDICTIVE, changed.memory, NOW + 30_000);
    expect(later.memory.level).toBeCloseTo(1.9, 5);
    expect(later.dials).toBeGreaterThan(4);
  });

  it('goes no further than its level, however few answer', () => {
    const seldom = { ...MEASURED, live: 3 };
    const at = (level: number) => pace(FLOOR, seldom, CLEAN, PREDICTIVE, { ...GROWN, level }, NOW).dials;
    expect([at(1.5), at(2), at(9)]).toEqual([6, 8, 12]);
    expect(pace({ ...FLOOR, ringing: 7 }, seldom, CLEAN, PREDICTIVE, GROWN, NOW).dials).toBe(5);
  });

  it('never has more under way than the level allows, nor fewer than progressive', () => {
    const count = fc.integer({ min: 0, max: 25 });
    const floors = fc.record({ idle: count, ringing: count, waiting: fc.integer({ min: 0, max: 5 }) });
    fc.assert(
      fc.property(floors, fc.integer({ min: 0, max: 40 }), (over, abandoned) => {
        const { dials: placed, memory } = dials(over, { live: 1_000, abandoned });
        const progressive = Math.max(0, over.idle - over.ringing - over.waiting);
        expect(placed).toBeGreaterThanOrEqual(progressive);
        const most = Math.max(progressive, Math.floor(memory.level * over.idle) - over.ringing - over.waiting);
        expect(placed).toBeLessThanOrEqual(most);
      }),
      { seed: 6 },
    );
  });
});

describe('calls and agents by chance', () => {
  it('leave without an agent what is more than there are', () => {
    expect(expectedExcess(sumOf([1, 1, 1]), shortfalls(sumOf([1, 1]), 3))).toBe(1);
    // Two of two answer with a quarter; one agent is there.
    expect(expectedExcess(sumOf([0.5, 0.5]), shortfalls(sumOf([1]), 2))).toBeCloseTo(0.25, 10);
    expect(expectedExcess(sumOf([1]), shortfalls(sumOf([0.4]), 1))).toBeCloseTo(0.6, 10);
  });
});
