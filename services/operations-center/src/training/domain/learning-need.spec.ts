import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CourseUnit } from './course-units.js';
import { minutesLeft, piecesOf } from './learning-need.js';

const units = ['a', 'b', 'c', 'd'].map((id): CourseUnit => ({ id, kind: 'document', title: id, fileId: 'f' }));
const done = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, { status: 'done' as const }]));

describe('time for what is to be learnt', () => {
  it.each([
    [100, [], 100],
    [100, ['a'], 75],
    [101, ['a', 'b'], 55],
    [100, ['a', 'b', 'c', 'd'], 0],
  ])('of %d minutes with %j done is %d more', (minutes, ids, left) => {
    expect(minutesLeft(minutes, { units, progress: done(...ids) })).toBe(left);
  });

  it('is cut into pieces of ninety minutes at most, that are together what is missing', () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.nat(2_000), (needed, planned) => {
        const pieces = piecesOf(needed, planned);
        const sum = pieces.reduce((all, each) => all + each, 0);
        expect(pieces.every((each) => each > 0 && each <= 90 && each % 5 === 0)).toBe(true);
        expect(sum - Math.max(0, needed - planned)).toBeGreaterThanOrEqual(0);
        expect(sum - Math.max(0, needed - planned)).toBeLessThan(5);
      }),
      { seed: 20261130, numRuns: 200 },
    );
  });
});
