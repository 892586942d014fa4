import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { draw, isShortage, type BlueprintLine, type Drawn, type PoolQuestion } from './draw.js';

const PROPERTY = { seed: 20261123, numRuns: 300 };
const line = (of: Partial<BlueprintLine>): BlueprintLine => ({
  ...{ count: 1, points: 1, fatal: false, type: null, tags: [], difficulty: null },
  ...of,
});
const question = (id: string, tags: string[] = [], difficulty = 3): PoolQuestion => ({
  id,
  type: 'single',
  tags,
  difficulty,
});
const pools = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    type: fc.constantFrom('single' as const, 'multiple' as const),
    tags: fc.subarray(['refund', 'tone', 'law']),
    difficulty: fc.integer({ min: 1, max: 5 }),
  }),
  { selector: ({ id }) => id, maxLength: 30 },
);
const blueprints = fc.array(
  fc.record({
    count: fc.integer({ min: 1, max: 5 }),
    points: fc.integer({ min: 1, max: 5 }),
    fatal: fc.boolean(),
    type: fc.constantFrom(null, 'single' as const, 'multiple' as const),
    tags: fc.subarray(['refund', 'tone', 'law'], { maxLength: 1 }),
    difficulty: fc.constantFrom(null, { from: 1, to: 3 }, { from: 3, to: 5 }),
  }),
  { minLength: 1, maxLength: 4 },
);

describe('a paper drawn by a blueprint', () => {
  it('is the same for the same seed, in whatever order the pool comes, and has no question twice', () => {
    fc.assert(
      fc.property(pools, blueprints, fc.integer(), (pool, lines, seed) => {
        const drawn = draw(lines, pool, seed);
        expect(draw(lines, pool.toReversed(), seed)).toEqual(drawn);
        if (isShortage(drawn)) return;
        expect(new Set(drawn.map(({ questionId }) => questionId)).size).toBe(drawn.length);
        expect(drawn.map(({ points }) => points)).toEqual(lines.flatMap((each) => Array(each.count).fill(each.points)));
      }),
      PROPERTY,
    );
  });

  it('has of each line what the line asks for', () => {
    const pool = [question('a', ['law'], 1), question('b', ['law'], 5), question('c', ['tone'], 1)];
    const drawn = draw([line({ tags: ['law'], difficulty: { from: 4, to: 5 } }), line({ tags: ['tone'] })], pool, 7);
    expect(drawn).toMatchObject([{ questionId: 'b' }, { questionId: 'c' }]);
  });

  it('gives what several lines could have to the one that needs it', () => {
    const pool = [question('a', ['law']), question('b')];
    for (let seed = 0; seed < 20; seed += 1)
      expect(draw([line({}), line({ tags: ['law'] })], pool, seed)).toMatchObject([
        { questionId: 'b' },
        { questionId: 'a' },
      ]);
  });

  it('says which line lacks how many', () => {
    expect(draw([line({}), line({ tags: ['law'], count: 3 })], [question('a', ['law']), question('b')], 1)).toEqual([
      { line: 1, lacks: 2 },
    ]);
  });

  it('differs from seed to seed, and asks every question about as often', () => {
    const pool = Array.from({ length: 10 }, (_, at) => question(`q${at}`));
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 5_000; seed += 1)
      for (const { questionId } of draw([line({ count: 3 })], pool, seed) as readonly Drawn[])
        counts.set(questionId, (counts.get(questionId) ?? 0) + 1);
    expect(counts.size).toBe(10);
    for (const count of counts.values()) expect(Math.abs(count - 1_500)).toBeLessThan(150);
  });
});
