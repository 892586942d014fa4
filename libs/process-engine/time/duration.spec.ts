import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDuration, lengthOf, parseDuration } from './duration.js';
import { parseMoment } from './zoned.js';

const after = (from: string, duration: string, zone = 'UTC') =>
  addDuration(new Date(from), parseDuration(duration)!, zone).toISOString();

describe('a duration', () => {
  it.each([
    ['PT1H30M', '2026-11-23T11:30:00.000Z'],
    ['PT0.25S', '2026-11-23T10:00:00.250Z'],
    ['PT0,1S', '2026-11-23T10:00:00.100Z'],
    ['P1DT1S', '2026-11-24T10:00:01.000Z'],
    ['P2W', '2026-12-07T10:00:00.000Z'],
    ['P1Y2M', '2028-01-23T10:00:00.000Z'],
    ['PT36H', '2026-11-24T22:00:00.000Z'],
    ['P0D', '2026-11-23T10:00:00.000Z'],
  ])('%s', (text, end) => expect(after('2026-11-23T10:00:00Z', text)).toBe(end));

  it.each([
    '',
    'P',
    'PT',
    '1H',
    'P1H',
    'PT1D',
    '-P1D',
    'P-1D',
    'P1.5D',
    'PT1H2',
    'P1M1Y',
    'P1DT',
    'P9999999999Y',
    'R/PT1H',
  ])('%s is none', (text) => expect(parseDuration(text)).toBeUndefined());

  it('of a month ends with the month', () => {
    expect(after('2026-01-31T10:00:00Z', 'P1M')).toBe('2026-02-28T10:00:00.000Z');
    expect(after('2028-01-31T10:00:00Z', 'P1M')).toBe('2028-02-29T10:00:00.000Z');
  });

  it('of a day is the same time of the day, of 24 hours is not, where clocks change', () => {
    expect(after('2026-10-24T10:00:00Z', 'P1D', 'Europe/Berlin')).toBe('2026-10-25T11:00:00.000Z');
    expect(after('2026-10-24T10:00:00Z', 'PT24H', 'Europe/Berlin')).toBe('2026-10-25T10:00:00.000Z');
  });

  it('of a month is one of the zone', () => {
    // Already 1 March in Shanghai.
    expect(after('2026-02-28T18:00:00Z', 'P1M', 'Asia/Shanghai')).toBe('2026-03-31T18:00:00.000Z');
    expect(after('2026-02-28T18:00:00Z', 'P1M', 'UTC')).toBe('2026-03-28T18:00:00.000Z');
  });

  it('is refused where it leaves the calendar', () => {
    expect(() => after('2026-01-01T00:00:00Z', 'P900000Y')).toThrow(RangeError);
    expect(() => after('+275000-01-01T00:00:00Z', 'PT100000000H')).toThrow(RangeError);
  });

  it('has a length only when the calendar has no say in it', () => {
    expect(lengthOf(parseDuration('PT1M0.5S')!)).toBe(60_500);
    for (const text of ['P1D', 'P1W', 'P1M', 'P1Y', 'P1Y1M1W1D'])
      expect(lengthOf(parseDuration(text)!)).toBeUndefined();
  });

  it('never ends before it begins', () => {
    const part = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(
        fc.tuple(part, part, part, part),
        fc.date({ noInvalidDate: true, max: new Date('9000-01-01') }),
        ([m, d, h, s], from) => {
          const duration = parseDuration(`P${m}M${d}DT${h}H${s}S`)!;
          expect(addDuration(from, duration, 'Europe/Berlin').getTime()).toBeGreaterThanOrEqual(from.getTime());
        },
      ),
    );
  });
});

describe('a moment', () => {
  it.each([
    ['2026-11-24T09:00:00Z', '2026-11-24T09:00:00.000Z'],
    ['2026-11-24T09:00:00.5+08:00', '2026-11-24T01:00:00.500Z'],
    ['2026-11-24T09:00', '2026-11-24T01:00:00.000Z'],
    ['2026-11-24', '2026-11-23T16:00:00.000Z'],
  ])('%s, in Shanghai', (text, instant) => {
    expect(parseMoment(text, 'Asia/Shanghai')!.toISOString()).toBe(instant);
  });

  it.each([
    '',
    'tomorrow',
    '2026-13-01',
    '2026-02-30',
    '24.11.2026',
    'PT1H',
    '2026-11-24T25:00:00Z',
    '2026-11-24T09:00:00+99:00',
  ])('%s is none', (text) => expect(parseMoment(text, 'UTC')).toBeUndefined());
});
