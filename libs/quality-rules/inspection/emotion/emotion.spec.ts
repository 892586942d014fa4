import { describe, expect, it } from '@jest/globals';
import { emotionIn } from './emotion.js';
import { inspect } from '../inspector.js';

const anger = (text: string) => emotionIn(text, 'anger').likelihood;

describe('an emotion', () => {
  it.each(['你们太过分了', '等多久了还不发货，什么态度！！', 'This is outrageous', 'what a horrible, useless service'])(
    'is likely in %s',
    (text) => expect(anger(text)).toBeGreaterThan(0.5),
  );

  it.each(['我没有生气', '请问几点开门', 'I am not angry', 'I made a complaint form for school', '坑位还有吗'])(
    'is not in %s',
    (text) => expect(anger(text)).toBeLessThan(0.5),
  );

  it('is likelier when it is intensified or shouted', () => {
    expect(anger('非常失望')).toBeGreaterThan(anger('失望'));
    expect(anger('失望！！')).toBeGreaterThan(anger('失望'));
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
    expect(found).toMatchObject({ rule: 'e', turn: 0, of: 'anger', span: { from: 2, to: 4 } });
    expect(found!.measured).toBeGreaterThan(0.5);
    expect(more).toEqual([]);
  });
});
