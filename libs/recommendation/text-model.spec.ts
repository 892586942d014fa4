import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TextModel, train, trained, type Example } from './text-model.js';

const SEED = 20_261_123;
const about = (label: string, ...texts: string[]): Example[] => texts.map((text) => ({ text, label }));
const EXAMPLES = [
  ...about('refund', 'I want my money back', 'money back please', 'give my money back', 'back with the money', 'money'),
  ...about('repair', 'the kettle is broken', 'broken kettle', 'my lamp is broken', 'it came broken', 'broken again'),
  ...about('退货', '我要退货', '我想退货', '怎么退货', '退货可以吗', '帮我退货'),
];

describe('a model of texts', () => {
  const model = new TextModel(trained(EXAMPLES));

  it.each([
    ['is my money coming back', 'refund', 'money'],
    ['the screen is broken', 'repair', 'broken'],
    ['这个能退货吗', '退货', '退货'],
  ])('says of "%s" that it is %s, because of "%s"', (text, label, word) => {
    const [first] = model.rank(text);
    expect(first).toMatchObject({ label, words: expect.arrayContaining([expect.objectContaining({ word })]) });
  });

  it('is unsure of words it has never seen, and gives no reason', () => {
    const ranked = model.rank('zzz qqq');
    expect(ranked.every(({ words }) => words.length === 0)).toBe(true);
    expect(ranked[0]!.confidence).toBeLessThan(0.6);
  });

  it('is the same for the same examples, and the same again when it was kept', () => {
    const kept = JSON.parse(JSON.stringify(trained(EXAMPLES))) as ReturnType<typeof trained>;
    expect(kept).toEqual(trained(EXAMPLES));
    expect(new TextModel(kept).rank('broken')).toEqual(model.rank('broken'));
  });

  it('gives the processor back while it learns', () => {
    let rests = 0;
    const steps = train(EXAMPLES);
    while (!steps.next().done) rests += 1;
    expect(rests).toBeGreaterThan(1);
  });

  it('knows nothing that only one text has', () => {
    expect(Object.keys(trained(EXAMPLES).features)).not.toContain('lamp');
  });

  it('has a confidence for every label, together 1, the highest first, whatever it is asked', () => {
    const words = fc.array(fc.constantFrom('money', 'broken', '退货', 'back', 'x'), { maxLength: 12 });
    fc.assert(
      fc.property(words, (asked) => {
        const ranked = model.rank(asked.join(' '));
        expect(ranked).toHaveLength(3);
        expect(ranked.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 9);
        for (const [place, { confidence }] of ranked.entries())
          expect(confidence).toBeLessThanOrEqual(ranked[place - 1]?.confidence ?? 1);
      }),
      { seed: SEED },
    );
  });
});
