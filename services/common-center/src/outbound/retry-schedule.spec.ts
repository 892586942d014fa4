import { describe, expect, it } from '@jest/globals';
import { nextAttempt, STANDARD_WEBHOOKS_WAITS } from './retry-schedule.api.js';

const at = new Date('2026-11-23T09:00:00Z');
const secondsUntil = (attempt: number, spread = 0, retryAfterMs: number | null = null) => {
  const next = nextAttempt(STANDARD_WEBHOOKS_WAITS, { attempt, at, spread, retryAfterMs });
  return next && (next.getTime() - at.getTime()) / 1_000;
};

describe('the next attempt', () => {
  it('is that of the schedule of Standard Webhooks, ten attempts in all', () => {
    const hours = [2, 5, 10, 14, 20, 24].map((hour) => hour * 3_600);
    const waits = Array.from({ length: 9 }, (_, index) => secondsUntil(index + 1));
    expect(waits).toEqual([5, 300, 1_800, ...hours]);
    expect(secondsUntil(10)).toBeNull();
  });

  it('is spread over a tenth more, so that those that failed together do not come together', () => {
    expect(secondsUntil(2, 0.5)).toBe(315);
    expect(secondsUntil(2, 0.999)).toBeLessThan(330);
  });

  it('is not before what the other side asked for, a day at most', () => {
    expect(secondsUntil(1, 0, 60_000)).toBe(60);
    expect(secondsUntil(2, 0, 60_000)).toBe(300);
    expect(secondsUntil(1, 0, 7 * 86_400_000)).toBe(86_400);
  });
});
