import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { firstInstantOf, TimeZone } from './time-zone.js';
import { DAY } from './wall-clock.js';

const HOUR = 3_600_000;

describe('a time zone', () => {
  it('knows to the second when its offset changes', () => {
    const [standard, summer, again] = TimeZone.named('Europe/London').offsetsBetween(
      Date.UTC(2026, 0, 1),
      Date.UTC(2027, 0, 1),
    );
    expect(standard).toEqual({ from: Number.NEGATIVE_INFINITY, to: Date.UTC(2026, 2, 29, 1), offset: 0 });
    expect(summer).toEqual({ from: Date.UTC(2026, 2, 29, 1), to: Date.UTC(2026, 9, 25, 1), offset: HOUR });
    expect(again).toEqual({ from: Date.UTC(2026, 9, 25, 1), to: Number.POSITIVE_INFINITY, offset: 0 });
  });

  it('knows offsets of odd seconds', () => {
    const [early] = TimeZone.named('Africa/Monrovia').offsetsBetween(0, DAY);
    expect(early!.offset).toBe(-(44 * 60 + 30) * 1_000);
  });

  it('sees both changes where the clocks were changed twice in a week', () => {
    const noronha = TimeZone.named('America/Noronha');
    for (let start = Date.UTC(2000, 8, 1); start < Date.UTC(2000, 8, 15); start += DAY) {
      const offsets = noronha.offsetsBetween(start, Date.UTC(2000, 11, 1)).map(({ offset }) => offset / HOUR);
      expect(offsets).toEqual([-2, -1, -2]);
    }
  });

  it('is one, by whichever name it is called', () => {
    expect(TimeZone.named('america/new_york')).toBe(TimeZone.named('America/New_York'));
  });

  it('agrees with the runtime, in every zone at any time', () => {
    const instant = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...Intl.supportedValuesOf('timeZone')), instant, (timeZone, at) => {
        const year = new Date(at).getUTCFullYear();
        const offsets = TimeZone.named(timeZone).offsetsBetween(Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1));
        const { offset } = offsets.find(({ to }) => at < to)!;
        const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
          at,
        );
        expect(new Date(at + offset).toISOString().slice(0, 19).replace('T', ' ')).toBe(shown);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the first instant of a reading of the wall clock', () => {
  const offsets = TimeZone.named('America/New_York').offsetsBetween(Date.UTC(2024, 0, 1), Date.UTC(2025, 0, 1));

  it.each([
    ['a common one', '2024-07-01T12:00Z', '2024-07-01T12:00-04:00'],
    ['one that is skipped: the skip', '2024-03-10T02:30Z', '2024-03-10T03:00-04:00'],
    ['one that comes twice: the first', '2024-11-03T01:30Z', '2024-11-03T01:30-04:00'],
    ['the first after it', '2024-11-03T02:00Z', '2024-11-03T02:00-05:00'],
  ])('%s', (_, reading, instant) => {
    expect(firstInstantOf(Date.parse(reading), offsets)).toBe(Date.parse(instant));
  });
});
