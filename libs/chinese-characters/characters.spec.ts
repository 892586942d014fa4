import { describe, expect, it } from '@jest/globals';
import { WordList } from '#libs/quality-rules/words/word-list';
import { SoundingWords } from '#libs/quality-rules/words/sounding-words';
import { SIMPLIFIED } from './simplified.js';
import { sounds } from './sounds.js';

const listed = (...texts: string[]) => texts.map((text) => ({ text, category: 'any' }));
const found = (list: Pick<SoundingWords, 'find'>, text: string) =>
  list.find(text).map(({ from, to }) => text.slice(from, to));

describe('tables of characters', () => {
  it('make traditional characters simplified', () => {
    const list = new WordList(listed('滚蛋', '骗子'), { characters: SIMPLIFIED });
    expect(found(list, '你這個騙子，滾蛋')).toEqual(['騙子', '滾蛋']);
  });

  it('know what sounds alike, and what does not', () => {
    const [one, other] = ['威', '微'].map((each) => sounds().get(each) ?? each);
    expect(one).toBe(other);
    expect(sounds().get('信')).not.toBe(one);
  });

  it('find words by their sound, beside those that are written so', () => {
    const written = new WordList(listed('加微信', '傻瓜'), { characters: SIMPLIFIED });
    const sounding = new WordList(listed('加微信'), { characters: sounds() });
    const list = new SoundingWords(written, sounding);
    expect(found(list, '加威信，加薇芯，加微信，沙瓜')).toEqual(['加威信', '加薇芯', '加微信']);
  });
});
