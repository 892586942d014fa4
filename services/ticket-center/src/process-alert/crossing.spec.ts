import { describe, expect, it } from '@jest/globals';
import { crossingOf } from './crossing.js';
import type { Watched } from './process-alert.schema.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const ABOVE: Watched = {
  ...{ metric: 'call-lag', definition: null, node: null, comparison: 'above', value: 10, clearValue: 4 },
  ...{ window: 'PT5M', pause: 'PT10M' },
};
const BELOW: Watched = { ...ABOVE, comparison: 'below', value: 4, clearValue: 10 };

const quiet = (watched: Watched, raisedAt: Date | null = null) => ({ watched, alert: null, raisedAt });
const raised = (watched: Watched) => ({ watched, alert: 'a', raisedAt: NOW });

describe('a measurement', () => {
  it.each([
    ['beyond the threshold raises', 10.1, 'raise'],
    ['at the threshold does not', 10, null],
    ['of nothing does not', null, null],
  ])('%s an alert', (_what, measured, crossing) => {
    expect(crossingOf(quiet(ABOVE), measured, NOW)).toBe(crossing);
  });

  it.each([
    ['that has come back clears it', 4, 'clear'],
    ['of nothing clears it', null, 'clear'],
    ['between clear value and threshold leaves it', 4.1, null],
    ['still beyond leaves it', 99, null],
  ])('%s', (_what, measured, crossing) => {
    expect(crossingOf(raised(ABOVE), measured, NOW)).toBe(crossing);
  });

  it('can be too small', () => {
    expect([3.9, 4].map((measured) => crossingOf(quiet(BELOW), measured, NOW))).toEqual(['raise', null]);
    expect([9.9, 10].map((measured) => crossingOf(raised(BELOW), measured, NOW))).toEqual([null, 'clear']);
    expect(crossingOf(quiet(BELOW), null, NOW)).toBeNull();
  });

  it('raises no second alert before the pause is over', () => {
    const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
    expect(crossingOf(quiet(ABOVE, ago(9)), 99, NOW)).toBeNull();
    expect(crossingOf(quiet(ABOVE, ago(10)), 99, NOW)).toBe('raise');
  });
});
