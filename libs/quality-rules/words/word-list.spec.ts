import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { folded } from './folding.js';
import { WordList, type OverlapPolicy, type WordListOptions } from './word-list.js';

const listOf = (words: readonly string[], options: WordListOptions = {}) =>
  new WordList(
    words.map((text) => ({ text, category: 'abuse' })),
    options,
  );
const found = (words: readonly string[], text: string, options: WordListOptions & { policy?: OverlapPolicy } = {}) =>
  listOf(words, options)
    .find(text, options.policy)
    .map(({ from, to }) => text.slice(from, to));

describe('a word is found', () => {
  it.each([
    ['as it is', '傻瓜', '你个傻瓜啊', '傻瓜'],
    ['in full width', 'vx', '加ＶＸ吧', 'ＶＸ'],
    ['in any case', 'idiot', 'You IdIoT.', 'IdIoT'],
    ['with accents', 'idiot', 'an ídïot', 'ídïot'],
    ['with spaces inside', '傻瓜', '你个傻 　瓜', '傻 　瓜'],
    ['with symbols inside', '傻瓜', '傻*_~瓜', '傻*_~瓜'],
    ['with an emoji inside', '傻瓜', '傻😀瓜', '傻😀瓜'],
    ['with the invisible inside', 'idiot', 'id\u200bi\u00adot', 'id\u200bi\u00adot'],
    ['with points between all letters', 'idiot', 'an i.d.i.o.t!', 'i.d.i.o.t'],
    ['with symbols between some letters', 'idiot', 'id*iot', 'id*iot'],
    ['as a phrase with other spaces', 'go to hell', 'Go  to hell', 'Go  to hell'],
    ['before a digit', 'vx', 'vx12345', 'vx'],
    ['behind a surrogate pair', '傻瓜', '𠮷傻瓜𠮷', '傻瓜'],
    ['with a surrogate pair in it', '𠮷野', '去𠮷 野家', '𠮷 野'],
    ['in characters that are several', '平成kg', '㍻㎏', '㍻㎏'],
  ])('%s', (_, word, text, part) => {
    expect(found([word], text)).toEqual([part]);
  });

  it('in characters that stand for others, in the text and in the list', () => {
    const characters = new Map([
      ['話', '话'],
      ['電', '电'],
    ]);
    expect(found(['电話'], '打電话', { characters })).toEqual(['電话']);
  });

  it('by its sound, with a table of sounds', () => {
    const characters = new Map([
      ['威', '微'],
      ['心', '信'],
      ['芯', '信'],
    ]);
    expect(found(['微信'], '加我威芯，微心', { characters })).toEqual(['威芯', '微心']);
  });

  it('by a variant, as the word itself', () => {
    const word = { text: '微信', category: 'contact', variants: ['薇信', 'v信'] };
    expect(new WordList([word]).find('加V信')).toEqual([{ word, from: 1, to: 3 }]);
  });

  it('once for each category it is listed in', () => {
    const words = ['a', 'b'].map((category) => ({ text: '傻瓜', category }));
    expect(new WordList(words).find('傻瓜').map(({ word }) => word.category)).toEqual(['a', 'b']);
  });
});

describe('a word is not found', () => {
  it.each([
    ['inside a longer word', 'ass', 'first class assessment'],
    ['where two words meet', 'penis', 'the pen is red'],
    ['in a word cut short', 'hell', "he'll come"],
    ['in a longer number', '110', '31100'],
    ['across the end of a sentence', '行动', '可以，行。动手吧'],
    ['in half a surrogate pair', '\ud842', '𠮷'],
    ['in an empty text', '傻瓜', ''],
  ])('%s', (_, word, text) => {
    expect(found([word], text)).toEqual([]);
  });

  it('where there are no words, or only empty ones', () => {
    expect(found([], '傻瓜')).toEqual([]);
    expect(found(['', ' ', '。'], '傻瓜。 ')).toEqual([]);
  });

  it('inside an exception, and is beside it', () => {
    expect(found(['自杀'], '自杀式袭击，自杀', { exceptions: ['自杀式袭击'] })).toEqual(['自杀']);
  });
});

describe('words that overlap', () => {
  const WORDS = ['北京', '京大', '北京大学', '大学'];

  it('are all found, shorter ones inside longer ones too', () => {
    expect(found(WORDS, '北京大学', { policy: 'all' }).sort()).toEqual([...WORDS].sort());
  });

  it('give the leftmost longest', () => {
    expect(found(WORDS, '北京大学')).toEqual(['北京大学']);
    expect(found(WORDS, '北京大门')).toEqual(['北京']);
  });
});

describe('any list in any text', () => {
  const aWord = fc.string({
    unit: fc.constantFrom('傻', '瓜', '𠮷', '吉', '野'),
    minLength: 1,
    maxLength: 4,
  });
  const aText = fc.string({
    unit: fc.constantFrom('傻', '瓜', '𠮷', '吉', '野', '\ud842', ' ', '。', '㎏', '*', '\u200b'),
    maxLength: 40,
  });

  it('finds what a naive search finds, at the same places', () => {
    fc.assert(
      fc.property(fc.uniqueArray(aWord, { maxLength: 12 }), aText, (words, text) => {
        const { text: whole, from, to } = folded(text);
        const naive = words.flatMap((word) =>
          [...whole.split('').keys()]
            .filter((at) => whole.startsWith(word, at))
            .map((at) => `${word} ${from[at]}-${to[at + word.length - 1]}`),
        );
        const ours = listOf(words).find(text, 'all');
        expect(ours.map((each) => `${each.word.text} ${each.from}-${each.to}`).sort()).toEqual(naive.sort());
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('keeps of them those that do not overlap', () => {
    fc.assert(
      fc.property(fc.uniqueArray(aWord, { maxLength: 12 }), aText, (words, text) => {
        const list = listOf(words);
        const kept = list.find(text);
        kept.slice(1).forEach((each, index) => expect(each.from).toBeGreaterThanOrEqual(kept[index]!.to));
        for (const each of list.find(text, 'all')) {
          expect(kept.some(({ from, to }) => from < each.to && each.from < to)).toBe(true);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
