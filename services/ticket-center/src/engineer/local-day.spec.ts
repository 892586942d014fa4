import { describe, expect, it } from '@jest/globals';
import { localDay, spanOfDay } from './local-day.js';

describe('a day where somebody works', () => {
  it.each([
    ['2026-11-23T15:59:59.999Z', 'Asia/Shanghai', '2026-11-23'],
    ['2026-11-23T16:00:00.000Z', 'Asia/Shanghai', '2026-11-24'],
    ['2026-11-23T04:59:59.999Z', 'America/New_York', '2026-11-22'],
  ])('at %s in %s is %s', (at, zone, day) => {
    expect(localDay(new Date(at), zone)).toBe(day);
  });

  it('is 23 hours long when the clocks go forward', () => {
    const { from, to } = spanOfDay('2026-03-29', 'Europe/Berlin');
    expect([from.toISOString(), (to.getTime() - from.getTime()) / 3_600_000]).toEqual(['2026-03-28T23:00:00.000Z', 23]);
  });
});
