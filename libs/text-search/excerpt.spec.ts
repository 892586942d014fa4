import { describe, expect, it } from '@jest/globals';
import { excerptOf } from './excerpt.js';
import { wordingOf } from './wording.js';

const marked = (text: string, query: string) => {
  const excerpt = excerptOf(text, wordingOf(query).words);
  return excerpt?.marks.map(([from, to]) => excerpt.text.slice(from, to));
};

describe('what is shown of a text that was found', () => {
  it('is marked where the words are, as they are written', () => {
    expect(marked('My Parcel is late, the parcel!', 'parcel late')).toEqual(['Parcel', 'late', 'parcel']);
    expect(marked('您好，我要退货，谢谢', '退货')).toEqual(['退货']);
  });

  it('is around the first of them', () => {
    const excerpt = excerptOf(`${'x '.repeat(200)}parcel ${'y '.repeat(200)}`, ['parcel'])!;
    expect(excerpt.text).toContain('parcel');
    expect(excerpt.text.length).toBeLessThanOrEqual(160);
  });

  it('marks nothing twice', () => {
    expect(marked('returned', 'return returned')).toEqual(['returned']);
  });

  it('is nothing where none of them is', () => {
    expect(excerptOf('Where is it?', ['parcel'])).toBeUndefined();
  });
});

describe('what is looked for', () => {
  it('is each word, or what begins like it, and each pair of Chinese', () => {
    expect(wordingOf('return 退货款 return').sought).toEqual([
      { term: 'return', asBeginning: true },
      { term: '退货', asBeginning: false },
      { term: '货款', asBeginning: false },
    ]);
  });

  it('is Chinese as it is written, when its pairs could be anywhere', () => {
    expect(wordingOf('退货款').phrases).toEqual(['退货款']);
    expect(wordingOf('退货').phrases).toEqual([]);
  });
});
