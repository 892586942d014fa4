import { describe, expect, it } from '@jest/globals';
import { bm25 } from './bm25.js';

describe('how well a ticket fits words (BM25)', () => {
  it('is more for what is rare', () => {
    expect(bm25([{ documents: 1, times: 1 }], 1_000, 10, 10)).toBeGreaterThan(
      bm25([{ documents: 900, times: 1 }], 1_000, 10, 10),
    );
  });

  it('is more for what comes again, each time by less', () => {
    const of = (times: number) => bm25([{ documents: 5, times }], 1_000, 10, 10);
    expect(of(2)).toBeGreaterThan(of(1));
    expect(of(3) - of(2)).toBeLessThan(of(2) - of(1));
  });

  it('is less in long texts', () => {
    const of = (words: number) => bm25([{ documents: 5, times: 1 }], 1_000, words, 50);
    expect(of(10)).toBeGreaterThan(of(500));
  });

  it('is as written down, with the length of the average', () => {
    expect(bm25([{ documents: 1, times: 1 }], 2, 10, 10)).toBeCloseTo(Math.log(1 + (2 - 1 + 0.5) / 1.5), 10);
  });

  it('is never less than nothing', () => {
    expect(bm25([{ documents: 1_000, times: 1 }], 1_000, 10, 10)).toBeGreaterThanOrEqual(0);
  });
});
