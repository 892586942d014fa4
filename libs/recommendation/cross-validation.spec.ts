import { describe, expect, it } from '@jest/globals';
import { accuracy, calibrationError, foldsOf, macroF1 } from './cross-validation.js';

const said = (truth: string, answer: string, confidence = 1) => ({ truth, said: answer, confidence });

describe('cross-validation', () => {
  it('asks each once what was not learnt then, each label in every fold', () => {
    const items = Array.from({ length: 20 }, (_, id) => ({ id, label: id < 10 ? 'a' : 'b' }));
    const folds = foldsOf(items, 5);
    expect(folds.flatMap(({ asked }) => asked.map(({ id }) => id)).sort((a, b) => a - b)).toEqual(
      items.map(({ id }) => id),
    );
    for (const { learnt, asked } of folds) {
      expect(asked.map(({ label }) => label).sort()).toEqual(['a', 'a', 'b', 'b']);
      expect(learnt.filter((item) => asked.includes(item))).toEqual([]);
    }
  });

  it('counts each label the same, however rare', () => {
    const judged = [said('a', 'a'), said('a', 'a'), said('a', 'a'), said('b', 'a')];
    expect(accuracy(judged)).toBe(0.75);
    // a: P 3/4, R 1, F1 6/7; b: never right.
    expect(macroF1(judged)).toBeCloseTo(3 / 7, 9);
  });

  it('measures how far confidence and being right are apart', () => {
    const tenths = Array.from({ length: 10 }, (_, n) => said('a', n < 8 ? 'a' : 'b', 0.8));
    expect(calibrationError(tenths)).toBeCloseTo(0, 9);
    expect(calibrationError(tenths.map((each) => ({ ...each, confidence: 1 })))).toBeCloseTo(0.2, 9);
  });
});
