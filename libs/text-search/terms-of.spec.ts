import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hanRuns, pairsOf, termsOf } from './terms-of.js';

const terms = (text: string) => [...termsOf(text).keys()];

describe('the terms a text is found by', () => {
  it('are its words, without regard to case and width', () => {
    expect(terms('Ｗhere is MY Parcel?')).toEqual(['where', 'is', 'my', 'parcel']);
  });

  it('are words of the dictionary and pairs of characters in Chinese', () => {
    expect(terms('我要退货')).toEqual(expect.arrayContaining(['退货', '我要', '要退']));
  });

  it('count a pair that is a word more than one that is none', () => {
    const counts = termsOf('我的手机');
    expect(counts.get('手机')!).toBeGreaterThan(counts.get('的手')!);
  });

  it.each(['call 138 1234 5678', 'call 138-1234-5678', 'call +8613812345678', '电话13812345678谢谢'])(
    'keep no long number in clear: %s',
    (text) => {
      expect(terms(text).join(' ')).not.toMatch(/138|1234|5678/u);
      expect(terms(text).filter((term) => term.startsWith('#'))).toHaveLength(1);
    },
  );

  it('find a number however it is set apart', () => {
    expect(terms('138 1234 5678')).toEqual(terms('13812345678'));
  });

  it('keep order numbers that begin with a letter', () => {
    expect(terms('Return #W6067464 today')).toContain('w6067464');
  });

  it('have all pairs of whatever is part of a text', () => {
    const han = fc.string({ unit: fc.constantFrom(...'我要退货换一个颜色的包裹还没到'), minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(han, fc.nat(28), fc.integer({ min: 2, max: 6 }), (text, from, length) => {
        const part = text.slice(from, from + length);
        const pairs = hanRuns(part)
          .flatMap(pairsOf)
          .filter((pair) => pair.length === 2);
        expect([...termsOf(`（${text}）`).keys()]).toEqual(expect.arrayContaining(pairs));
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});
