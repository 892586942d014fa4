import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LikeTexts } from './like-texts.js';
import { cosine, vectorOf, vocabularyOf } from './tf-idf.js';
import { featuresOf, wordsOf } from './words.js';

const SEED = 20_261_123;

describe('the words of a text', () => {
  it('are compared whatever their case and width, without what is only of this text', () => {
    expect(wordsOf('Ｗhere is ORDER #W123, bought by mia7@example.com?')).toEqual(
      expect.arrayContaining(['where', 'is', 'order', 'bought', 'by']),
    );
    expect(wordsOf('order #W123 of 2026')).toEqual(['order', 'of']);
  });

  it('are found in Chinese, where nothing stands between them', () => {
    expect(wordsOf('我想取消订单')).toEqual(expect.arrayContaining(['取消', '订单']));
  });

  it('come with the pairs beside each other', () => {
    expect(featuresOf('not arrived yet')).toEqual(['not', 'arrived', 'yet', 'not arrived', 'arrived yet']);
  });
});

describe('like texts', () => {
  const like = new LikeTexts([
    { id: 1, text: 'the parcel is late' },
    { id: 2, text: 'the kettle is broken' },
    { id: 3, text: 'late again, the parcel' },
  ]);

  it('have the rarer words in common', () => {
    expect(
      like
        .nearest('my parcel is late', 2)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([1, 3]);
    expect(like.nearest('broken', 5)).toMatchObject([{ id: 2, words: ['broken'] }]);
    expect(like.nearest('nothing alike', 5)).toEqual([]);
  });

  it('are those of the highest cosine, whatever the texts', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 12 }), text, (texts, asked) => {
        const vocabulary = vocabularyOf(texts, 1);
        const likeness = texts.map((each) => cosine(vectorOf(each, vocabulary), vectorOf(asked, vocabulary)));
        const found = new LikeTexts(texts.map((each, id) => ({ id, text: each.join(' ') }))).nearest(
          asked.join(' '),
          99,
        );
        expect(found).toHaveLength(likeness.filter((each) => each > 0).length);
        for (const { id, likeness: said } of found) expect(said).toBeCloseTo(likeness[id]!, 9);
        expect(found.map((each) => each.likeness)).toEqual(
          found.map((each) => each.likeness).toSorted((a, b) => b - a),
        );
      }),
      { seed: SEED },
    );
  });
});
