import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { excerptOf } from './excerpt.js';
import { segmentsOf } from './segments.js';

describe('segments of an excerpt', () => {
  it('are its text, cut where it was found', () => {
    expect(segmentsOf(excerptOf('您好，我要退货，谢谢', ['退货'])!)).toEqual([
      { text: '您好，我要', hit: false },
      { text: '退货', hit: true },
      { text: '，谢谢', hit: false },
    ]);
  });

  it('are as it was written, also where that looks like markup', () => {
    const segments = segmentsOf(excerptOf('<b>return</b> & <script>', ['return'])!);
    expect(segments.map(({ text }) => text)).toEqual(['<b>', 'return', '</b> & <script>']);
  });

  it('are together the excerpt, and each hit is one of the words', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab 退货，'), minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(text, (written) => {
        const excerpt = excerptOf(written, ['ab', '退货']);
        if (!excerpt) return;
        const segments = segmentsOf(excerpt);
        expect(segments.map((each) => each.text).join('')).toBe(excerpt.text);
        for (const { text: hit } of segments.filter((each) => each.hit)) expect(['ab', '退货']).toContain(hit);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});
