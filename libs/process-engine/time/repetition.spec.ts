import { describe, expect, it } from '@jest/globals';
import { occurrence, parseRepetition } from './repetition.js';

const opened = new Date('2026-11-23T10:00:00Z');
const first = (text: string, count: number, zone = 'UTC') =>
  [...Array(count).keys()].map((index) => occurrence(parseRepetition(text, zone)!, index, opened, zone).toISOString());

describe('a repetition', () => {
  it('happens an interval after the wait opened, and so on', () => {
    expect(first('R3/PT1H', 2)).toEqual(['2026-11-23T11:00:00.000Z', '2026-11-23T12:00:00.000Z']);
    expect(parseRepetition('R3/PT1H', 'UTC')!.times).toBe(3);
  });

  it('without a number has no end', () => expect(parseRepetition('R/PT1H', 'UTC')!.times).toBeNull());

  it('with a start happens then', () => {
    expect(first('R/2026-12-01T09:00:00/P1D', 2, 'Asia/Shanghai')).toEqual([
      '2026-12-01T01:00:00.000Z',
      '2026-12-02T01:00:00.000Z',
    ]);
  });

  it('at the end of months stays there', () => {
    expect(first('R/2026-01-31T00:00:00Z/P1M', 3)).toEqual([
      '2026-01-31T00:00:00.000Z',
      '2026-02-28T00:00:00.000Z',
      '2026-03-31T00:00:00.000Z',
    ]);
  });

  it.each([
    '',
    'R',
    'R3',
    'PT1H',
    'R3/',
    'R3/P0D',
    'R3/1H',
    'R-1/PT1H',
    'R3/yesterday/PT1H',
    'R3/2026-12-01/2026-12-02',
    '0 9 * * *',
  ])('%s is none', (text) => expect(parseRepetition(text, 'UTC')).toBeUndefined());
});
