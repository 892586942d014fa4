import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { itemFigures, reliability, type AttemptResult } from './item-analysis.js';

/** Ten who answered four questions, the best first; a hand can follow it. */
const MATRIX = [
  [1, 1, 1, 1],
  [1, 1, 1, 0],
  [1, 1, 1, 0],
  [1, 1, 0, 1],
  [1, 1, 0, 0],
  [1, 0, 1, 0],
  [1, 0, 0, 1],
  [1, 0, 0, 0],
  [0, 1, 0, 0],
  [0, 0, 0, 0],
];
const attempts = MATRIX.map((row): AttemptResult => {
  const items = row.map((share, at) => ({ itemId: `q${at}`, share, chosen: [share === 1 ? 0 : at === 3 ? 2 : 1] }));
  return { total: row.reduce((sum, share) => sum + share, 0) / row.length, items };
});
const figures = itemFigures(attempts);

describe('the analysis of questions', () => {
  it('says how hard each was', () => {
    expect(figures.map(({ difficulty }) => difficulty)).toEqual([0.8, 0.6, 0.4, 0.3]);
  });

  it('says how well it tells the best 27 % from the worst', () => {
    expect(figures.map(({ upperLower }) => Math.round(upperLower * 100) / 100)).toEqual([0.67, 0.67, 1, 0.33]);
  });

  it('correlates with the total as the formula of the point-biserial has it', () => {
    const totals = attempts.map(({ total }) => total);
    const average = (some: readonly number[]) => some.reduce((sum, each) => sum + each, 0) / some.length;
    const all = average(totals);
    const deviation = Math.sqrt(average(totals.map((total) => (total - all) ** 2)));
    figures.forEach(({ pointBiserial, difficulty: p }, item) => {
      const right = average(totals.filter((_, at) => MATRIX[at]![item] === 1));
      const wrong = average(totals.filter((_, at) => MATRIX[at]![item] === 0));
      expect(pointBiserial).toBeCloseTo(((right - wrong) / deviation) * Math.sqrt(p * (1 - p)), 10);
    });
  });

  it('counts who chose which option, among the best and the worst too', () => {
    expect(figures[3]!.options).toEqual([
      { option: 0, chosen: 3, upper: 1, lower: 0 },
      { option: 2, chosen: 7, upper: 2, lower: 3 },
    ]);
  });

  it('has no correlation where everybody answered alike', () => {
    const alike = attempts.map(({ total }) => ({ total, items: [{ itemId: 'q', share: 1, chosen: [] }] }));
    expect(itemFigures(alike)).toMatchObject([{ difficulty: 1, pointBiserial: null, upperLower: 0 }]);
  });
});

describe('the reliability of an exam', () => {
  it('is that of Kuder and Richardson where answers are right or wrong', () => {
    // k 4, sum of pq 0.16 + 0.24 + 0.24 + 0.21 = 0.85, variance of the totals 1.29.
    expect(reliability(attempts).kr20).toBeCloseTo((4 / 3) * (1 - 0.85 / 1.29), 10);
    expect(reliability(attempts).alpha).toBe(reliability(attempts).kr20);
  });

  it("is Cronbach's alone where points were given in part", () => {
    const half = attempts.map((each, at) =>
      at > 0 ? each : { ...each, items: [{ ...each.items[0]!, share: 0.5 }, ...each.items.slice(1)] },
    );
    expect(reliability(half)).toMatchObject({ items: 4, kr20: null, alpha: expect.any(Number) });
  });

  it('is of the questions that everybody had, and none of one question or of one attempt', () => {
    const fewer = attempts.map((each, at) => (at > 0 ? each : { ...each, items: each.items.slice(0, 3) }));
    expect(reliability(fewer).items).toBe(3);
    expect(reliability(attempts.slice(0, 1)).alpha).toBeNull();
    expect(reliability([])).toEqual({ items: 0, alpha: null, kr20: null });
  });

  it('never is above 1, and 1 where every question says the same', () => {
    const rows = fc.array(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 3, maxLength: 3 }), { minLength: 2 });
    const of = (matrix: number[][]) =>
      reliability(
        matrix.map((row) => ({ total: 0, items: row.map((share, at) => ({ itemId: `q${at}`, share, chosen: [] })) })),
      );
    fc.assert(
      fc.property(rows, (matrix) => {
        expect(of(matrix).alpha ?? 0).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { seed: 20261123 },
    );
    expect(
      of([
        [1, 1, 1],
        [0, 0, 0],
      ]).alpha,
    ).toBe(1);
  });
});
