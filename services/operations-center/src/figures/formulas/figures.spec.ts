import { describe, expect, it } from '@jest/globals';
import { figuresOf } from './figures.js';
import { NO_TIMES } from './state-times.js';
import { minus, NOTHING, plus } from './tally.js';

describe('figures', () => {
  it('are averages of what they say: waits by the answered, handling by the handled', () => {
    const tally = {
      ...NOTHING,
      ...{ offered: 5, answered: 4, abandoned: 1, handled: 3 },
      ...{ answerWaitMs: 60_000, talkMs: 300_000, holdMs: 30_000, wrapMs: 60_000 },
    };
    expect(figuresOf(tally, 40_000, null)).toMatchObject({
      ...{ averageSpeedOfAnswerMs: 15_000, averageHandleMs: 130_000 },
      ...{ averageTalkMs: 100_000, averageHoldMs: 10_000, averageWrapUpMs: 20_000 },
      ...{ abandonRate: 20, connectionRate: 80, longestWaitMs: 40_000, occupancy: null },
    });
  });

  it('of nothing are nothing, not zero', () => {
    expect(figuresOf(NOTHING, 0, NO_TIMES)).toMatchObject({
      ...{ averageSpeedOfAnswerMs: null, averageHandleMs: null, abandonRate: null, occupancy: null },
    });
  });

  it('count as occupied the time with contacts and after them, of that and the time there for them', () => {
    const times = { ...NO_TIMES, engaged: 500, 'after-contact-work': 100, ready: 150, offered: 50 };
    const away = { 'not-ready': 9_000, 'not-responding': 9_000 };
    expect(figuresOf(NOTHING, 0, { ...times, ...away }).occupancy).toBe(75);
  });

  it('add up and are taken away again', () => {
    const some = { ...NOTHING, offered: 3, talkMs: 7 };
    expect(minus(plus(some, some), some)).toEqual(some);
  });
});
