import { describe, expect, it } from '@jest/globals';
import { holdMs, interruptionMs, responseMs, silenceMs, talkRatio, wordsPerMinute } from './measures.js';
import { isClosing, phasesOf } from './phases.js';
import { checkTurn, type Speaker, type Turn } from './turn.js';

const turn = (speaker: Speaker, from: number, to: number, text = ''): Turn => ({ speaker, from, to, text });
const each = (measure: typeof responseMs, turns: readonly Turn[]) => turns.map((_, index) => measure(turns, index));

describe('measures of turns', () => {
  it('count the time to respond from the first thing that was not answered', () => {
    const turns = [
      turn('agent', 0, 0),
      turn('customer', 1_000, 2_000),
      turn('customer', 5_000, 6_000),
      turn('system', 7_000, 7_000),
      turn('agent', 9_000, 9_000),
      turn('agent', 9_500, 9_500),
    ];
    expect(each(responseMs, turns)).toEqual([null, null, null, null, 7_000, null]);
  });

  it('count no time to respond below 0', () => {
    expect(each(responseMs, [turn('customer', 0, 3_000), turn('agent', 2_000, 4_000)])).toEqual([null, 0]);
  });

  it('count as silence what nobody speaks in, the longest turn deciding, and not what is on hold', () => {
    const turns = [
      turn('customer', 0, 9_000),
      turn('agent', 1_000, 2_000),
      turn('agent', 10_000, 11_000),
      { ...turn('system', 11_000, 31_000), hold: true as const },
      turn('agent', 33_000, 34_000),
    ];
    expect(each(silenceMs, turns)).toEqual([null, 0, 1_000, 0, 2_000]);
    expect(each(holdMs, turns)).toEqual([null, null, null, 20_000, null]);
  });

  it('count as interruption what the agent says over the customer, not the other way round', () => {
    const turns = [
      turn('customer', 0, 5_000),
      turn('agent', 4_000, 8_000),
      turn('customer', 7_000, 9_000),
      turn('agent', 7_500, 8_000),
      turn('agent', 9_000, 9_500),
    ];
    expect(each(interruptionMs, turns)).toEqual([null, 1_000, null, 500, 0]);
  });

  it('count no interruption when both begin at once', () => {
    expect(interruptionMs([turn('customer', 0, 5_000), turn('agent', 0, 2_000)], 1)).toBe(0);
  });

  it('count words of alphabets, numbers and Chinese characters in a minute; none of what was written', () => {
    expect(wordsPerMinute([turn('agent', 0, 30_000, "您好, I'm agent 1024。")], 0)).toBe(10);
    expect(wordsPerMinute([turn('agent', 0, 0, '您好')], 0)).toBeNull();
    expect(wordsPerMinute([turn('customer', 0, 30_000, '您好')], 0)).toBeNull();
  });

  it('share the talking', () => {
    expect(talkRatio([turn('agent', 0, 3_000), turn('customer', 3_000, 4_000), turn('system', 4_000, 99_000)])).toBe(
      0.75,
    );
    expect(talkRatio([turn('agent', 0, 0)])).toBeNull();
  });
});

describe('phases', () => {
  const turns = [0, 1, 2, 3, 4, 5].map((index) =>
    turn(index % 2 ? 'agent' : 'customer', index * 10_000, index * 10_000),
  );
  const phases = (rule: Parameters<typeof phasesOf>[2]) => turns.map((_, index) => phasesOf(turns, index, rule).join());

  it('reach as many turns of the agent as the rule says', () => {
    expect(phases({ opening: { turns: 1 }, closing: { turns: 1 } })).toEqual([
      ...['body', 'opening', 'opening', 'body', 'closing', 'closing'],
    ]);
  });

  it('reach as far as the time says', () => {
    expect(phases({ opening: { ms: 20_000 }, closing: { ms: 9_999 } })).toEqual([
      ...['body', 'opening', 'opening', 'opening', 'body', 'closing'],
    ]);
  });

  it('overlap in a short conversation', () => {
    expect(phasesOf([turn('agent', 0, 0)], 0, { opening: { turns: 2 }, closing: { turns: 2 } })).toEqual([
      'opening',
      'closing',
    ]);
    expect(isClosing([turn('customer', 0, 0)], 0, {})).toBe(false);
  });
});

describe('a turn', () => {
  it.each([
    ['ends before it begins', turn('agent', 2, 1), undefined],
    ['begins before the conversation', turn('agent', -1, 1), undefined],
    ['begins before the one it follows', turn('agent', 1, 9), turn('agent', 2, 3)],
  ])('is refused when it %s', (_, refused, before) => {
    expect(() => checkTurn(refused, before)).toThrow(RangeError);
  });
});
