import { describe, expect, it } from '@jest/globals';
import { checkErlangA, testErlangA } from './erlang-a-test.js';
import { impatientQueue } from './impatient-queue.contract.js';

const MINUTE = 60_000;
/** Twenty hours of ten agents with nine or ten agents' work. */
const blocks = Array.from({ length: 20 }, (_, hour) => ({
  from: hour * 60 * MINUTE,
  to: (hour + 1) * 60 * MINUTE,
  halves: hour % 2 === 0 ? ([90, 90] as const) : ([100, 100] as const),
  agents: 10,
}));
const queue = { blocks, handleMs: 3 * MINUTE, patienceMs: 2 * MINUTE };
const course = { blocks, busyMs: queue.handleMs, patienceMs: queue.patienceMs };
const compared = (seed: number, over: object = {}) =>
  testErlangA({ ...course, waits: impatientQueue({ ...queue, seed }), ...over });

describe('the comparison with Erlang A', () => {
  it('agrees with queues that keep its assumptions', () => {
    const off = Array.from({ length: 40 }, (_, seed) => checkErlangA(compared(seed + 1)).length);
    // 120 intervals of 99.9 %.
    expect(off.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(2);
  });

  it.each([
    ['two agents more than is said', { blocks: blocks.map((block) => ({ ...block, agents: 8 })) }],
    ['agents who are quicker than is said', { busyMs: 3.5 * MINUTE }],
    ['people who hang up sooner than is said', { patienceMs: 6 * MINUTE }],
  ])('does not agree where there are %s', (_, wrong) => {
    const found = [1, 2, 3].map((seed) => checkErlangA(compared(seed, wrong)).length);
    expect(found.every((findings) => findings > 0)).toBe(true);
  });

  it('looks only at blocks with steady volume, once the one before is forgotten', () => {
    const uneven = blocks.map((block, hour) => (hour < 8 ? { ...block, halves: [60, 120] as const } : block));
    const test = compared(1, { blocks: uneven });
    expect(test.blocks).toEqual({ steady: 12, all: 20 });
    const looked = impatientQueue({ ...queue, seed: 1 }).filter(
      ({ from }) => from >= 8 * 60 * MINUTE && from % (60 * MINUTE) >= 6 * MINUTE,
    );
    expect(test.contacts).toBe(looked.length);
  });

  it('says nothing of too little', () => {
    expect(compared(1, { blocks: blocks.slice(0, 7) }).comparisons).toEqual([]);
    expect(checkErlangA(null)).toEqual([]);
  });
});
