import { describe, expect, it } from '@jest/globals';
import { sayings, type Language } from '../../../../tools/emotion/sayings.js';
import type { Emotion } from './emotion-words.js';
import { emotionIn } from './emotion.js';
import { inspect } from '../inspector.js';

const anger = (text: string) => emotionIn(text, 'anger').likelihood;

function heldOut(emotion: Emotion, language: Language) {
  const said = sayings(emotion, language, 'held-out').map(({ text, isFelt }) => {
    return { isFelt, isFound: emotionIn(text, emotion).likelihood >= 0.5 };
  });
  const right = said.filter(({ isFelt, isFound }) => isFelt && isFound).length;
  return {
    precision: right / said.filter(({ isFound }) => isFound).length,
    recall: right / said.filter(({ isFelt }) => isFelt).length,
  };
}

describe('an emotion', () => {
  it.each(['你们太过分了', '等多久了还不发货，什么态度！！', 'This is outrageous', 'what a horrible, useless service'])(
    'is likely in %s',
    (text) => expect(anger(text)).toBeGreaterThan(0.5),
  );

  it.each(['我没有生气', '请问几点开门', 'I am not angry', 'I made a complaint form for school', '坑位还有吗'])(
    'is not in %s',
    (text) => expect(anger(text)).toBeLessThan(0.5),
  );

  it.each(['谢谢就不必了，退钱', '满意的话可以退差价吗', "I'd appreciate an answer", 'is there an emergency exit?'])(
    'is not what words of a table alone say, in %s',
    (text) => expect(emotionIn(text, 'gratitude').likelihood + emotionIn(text, 'worry').likelihood).toBeLessThan(0.5),
  );

  it('speaks in one clause whatever is asked in the next', () => {
    expect(emotionIn('谢谢你，那附近有酒店吗', 'gratitude').likelihood).toBeGreaterThan(0.5);
    expect(emotionIn('谢谢卡有吗', 'gratitude').likelihood).toBeLessThan(0.5);
  });

  it('is likelier when it is intensified or shouted', () => {
    expect(anger('非常失望')).toBeGreaterThan(anger('失望'));
    expect(anger('失望！！')).toBeGreaterThan(anger('失望'));
  });

  it.each([
    ['who is spoken to is blamed', '你们骗人', '他们骗人'],
    ['it is said again and again', '又是这样，第三次了，气死我了', '气死我了'],
    ['nobody is asked for anything', '到底谁负责', '麻烦问一下到底谁负责'],
  ])('is likelier when %s', (_, more, less) => expect(anger(more)).toBeGreaterThan(anger(less)));

  it.each(['chinese', 'english'] as const)('is learnt for what it was not learnt from: %s', (language) => {
    const { precision, recall } = heldOut('anger', language);
    expect(precision).toBeGreaterThan(0.8);
    expect(recall).toBeGreaterThan(0.7);
  });

  it.each([
    ['worry', 'chinese'],
    ['worry', 'english'],
    ['gratitude', 'chinese'],
    ['gratitude', 'english'],
  ] as const)('is found where words say it that nothing was fitted to: %s, %s', (emotion, language) => {
    const { precision, recall } = heldOut(emotion, language);
    expect(precision).toBeGreaterThan(0.75);
    expect(recall).toBeGreaterThan(0.7);
  });

  it('mounts: what shows a little counts more when it showed before', () => {
    const customer = (text: string, from: number) => ({ speaker: 'customer', text, from, to: from + 1 }) as const;
    const little = '没有人给我一个合理的解释';
    const rule = { id: 'e', severity: 'major', kind: 'emotion', emotion: 'anger', speaker: 'customer' } as const;
    const setting = { rules: [{ ...rule, atLeast: 0 }], lists: new Map(), phases: { opening: {}, closing: {} } };
    const measured = (texts: string[]) => inspect(texts.map(customer), setting).map(({ measured }) => measured!);
    const [once] = measured([little]);
    const [, calmBefore] = measured(['好的', little]);
    const [, again] = measured([little, little]);
    expect(calmBefore).toBe(once);
    expect(again).toBeGreaterThan(once!);
  });

  it('is nothing where no word speaks for it, however loud', () => {
    expect(emotionIn('HELLO THERE!!!', 'anger')).toEqual({ likelihood: 0, span: null });
  });

  it('is found in turns of the speaker, with the words it rests on', () => {
    const turns = [
      { speaker: 'customer', text: '喂，气死我了！', from: 0, to: 1 },
      { speaker: 'agent', text: '气死我了', from: 2, to: 3 },
    ] as const;
    const rule = { id: 'e', severity: 'major', kind: 'emotion', emotion: 'anger', speaker: 'customer' } as const;
    const setting = { rules: [{ ...rule, atLeast: 0.5 }], lists: new Map(), phases: { opening: {}, closing: {} } };
    const [found, ...more] = inspect(turns, setting);
    expect(found).toMatchObject({ rule: 'e', turn: 0, of: 'anger' });
    expect(turns[0].text.slice(found!.span!.from, found!.span!.to)).toContain('气死');
    expect(found!.measured).toBeGreaterThan(0.5);
    expect(more).toEqual([]);
  });
});
