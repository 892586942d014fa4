import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { faultOf, figuresOf, type Question } from './figures.js';

const TEN = { id: 'q', text: 'Satisfied?', kind: 'score', from: 0, to: 10, top: 3 } as const;
const FIVE = { ...TEN, from: 1, to: 5, top: 2 } as const;
const of = (question: Extract<Question, { kind: 'score' }>, scores: Record<number, number>) =>
  figuresOf(
    question,
    Object.entries(scores).map(([score, times]) => ({ score: Number(score), times })),
  );

describe('the figures of a survey', () => {
  it('count 8, 9 and 10 of 10 as satisfied: 80 % of 400', () => {
    expect(of(TEN, { 10: 120, 9: 100, 8: 100, 7: 50, 3: 30 })).toMatchObject({ replies: 400, topBoxes: 0.8 });
  });

  it('count the two highest of five for customers, and no promoters', () => {
    expect(of(FIVE, { 5: 6, 4: 2, 1: 2 })).toEqual({ replies: 10, mean: 4, topBoxes: 0.8, netPromoters: null });
  });

  it('take those who advise against it from those who recommend it', () => {
    expect(of(TEN, { 10: 5, 8: 3, 6: 2 })?.netPromoters).toBeCloseTo(30, 9);
  });

  it('are none where nobody has said anything', () => {
    expect(of(TEN, {})).toBeNull();
  });

  it('are shares of what there is, whatever was said', () => {
    const said = fc.dictionary(fc.integer({ min: 0, max: 10 }).map(String), fc.integer({ min: 1, max: 50 }), {
      minKeys: 1,
    });
    fc.assert(
      fc.property(said, (scores) => {
        const figures = of(TEN, scores)!;
        const each = Object.entries(scores).flatMap(([score, times]) => Array<number>(times).fill(Number(score)));
        expect(figures.topBoxes).toBeCloseTo(each.filter((score) => score >= 8).length / each.length, 9);
        expect(figures.mean).toBeCloseTo(each.reduce((a, b) => a + b, 0) / each.length, 9);
        expect(Math.abs(figures.netPromoters!)).toBeLessThanOrEqual(100);
      }),
      { numRuns: 300, seed: 20_261_123 },
    );
  });

  it.each([
    [TEN, 11, 'expected a score of 0 to 10'],
    [TEN, 2.5, 'expected a score of 0 to 10'],
    [TEN, undefined, 'expected a score'],
    [TEN, 10, null],
    [{ id: 'w', text: 'Why?', kind: 'text' } as const, undefined, null],
    [{ id: 'w', text: 'Why?', kind: 'text' } as const, 3, 'expected words'],
  ])('take no answer that does not fit: %j, %s', (question, answer, fault) => {
    expect(faultOf(question, answer)).toBe(fault);
  });
});
