import { describe, expect, it } from '@jest/globals';
import { monthsAfter, tenureSpans } from './tenure.js';

const TIME = { from: 100, to: 200 };

describe('how long somebody is there', () => {
  it.each([
    ['2026-05-23', 6, '2026-11-23'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-12-31', 2, '2028-02-29'],
    ['2026-12-01', 1, '2027-01-01'],
    ['2026-01-31', 24, '2028-01-31'],
  ])('from %s, %d months later is %s', (date, months, later) => {
    expect(monthsAfter(date, months)).toBe(later);
  });

  it.each([
    [50, [['experienced', 100, 200]]],
    [100, [['experienced', 100, 200]]],
    [200, [['new', 100, 200]]],
    [
      150,
      [
        ['new', 100, 150],
        ['experienced', 150, 200],
      ],
    ],
    [null, [['unknown', 100, 200]]],
  ])('experienced from %s on: %j', (turn, expected) => {
    expect(tenureSpans(TIME, turn).map(({ tenure, from, to }) => [tenure, from, to])).toEqual(expected);
  });
});
