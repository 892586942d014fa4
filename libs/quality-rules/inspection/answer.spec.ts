import { describe, expect, it } from '@jest/globals';
import { inspect } from './inspector.js';
import type { AnswerRule, InspectionRule } from './rule.js';

const phrases = (...texts: string[]) => texts.map((text) => ({ parts: text.split('…'), gap: 6 }));
const rule: AnswerRule = {
  ...({ id: 'refund', severity: 'major', kind: 'answer', withinTurns: 2 } as const),
  asked: phrases('退款…多久'),
  facts: [
    { name: 'days', phrases: phrases('7天', '七天') },
    { name: 'way', phrases: phrases('原路') },
  ],
  contradictions: phrases('当天到账'),
};
const talk = (...texts: string[]) =>
  texts.map((text, at) => ({
    speaker: text.startsWith('-') ? ('agent' as const) : ('customer' as const),
    ...{ text, from: at * 1_000, to: at * 1_000 },
  }));
const found = (rules: readonly InspectionRule[], turns: ReturnType<typeof talk>, facts = {}) =>
  inspect(turns, { rules, lists: new Map(), phases: { opening: {}, closing: {} } }, facts).map(
    ({ turn, of }) => `${of}@${turn}`,
  );

describe('an answer', () => {
  it('has all its facts, in one turn or in several', () => {
    expect(found([rule], talk('退款要多久', '-七天', '好', '-原路退回'))).toEqual([]);
  });

  it('lacks what was not said in the turns the agent had', () => {
    expect(found([rule], talk('退款要多久', '-七天', '-嗯', '-原路退回'))).toEqual(['way@2']);
  });

  it('lacks what was not said until the end', () => {
    expect(found([rule], talk('退款要多久', '-七天'))).toEqual(['way@1']);
  });

  it('may not be contradicted', () => {
    expect(found([rule], talk('退款要多久', '-当天到账，原路，7天内'))).toEqual(['contradiction@1']);
  });

  it('is owed only to who asks', () => {
    expect(found([rule], talk('在吗', '-当天到账'))).toEqual([]);
  });
});

describe('a condition', () => {
  const slow = { id: 's', severity: 'minor', kind: 'combined', when: 'facts.firstReplyMs > 1000' } as const;

  it.each([
    [{ firstReplyMs: 1_001 }, ['null@null']],
    [{ firstReplyMs: 1_000 }, []],
    [{ firstReplyMs: null }, []],
    [{}, []],
  ])('asks for facts: %j', (facts, expected) => {
    expect(found([slow], talk('在吗'), facts)).toEqual(expected);
  });
});
