import { describe, expect, it } from '@jest/globals';
import { addBusinessTime, businessTimeBetween, isOpen, nextClosing, nextOpening } from './business-time.js';
import { businessDuration } from './business-duration.js';
import { Calendar } from './calendar.js';
import type { CalendarDefinition, Hours } from './calendar-definition.js';
import { DurationInvalid, InstantOutOfRange, NothingOpensForYears } from './calendar.errors.js';

const HOUR = 3_600_000;
const YEAR = 366 * 24 * HOUR;
const DAY_SHIFT: Hours = { from: '09:00', to: '17:00' };
const ALL_DAY: Hours = { from: '00:00', to: '24:00' };
const OFFICE = calendar({ monday: [DAY_SHIFT], tuesday: [DAY_SHIFT], friday: [{ from: '09:00', to: '12:00' }] });
const ALWAYS = calendar(
  Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, [ALL_DAY]]),
  ),
);
const NEVER_AGAIN = calendar({}, { holidays: [{ date: '2026-11-23', hours: [DAY_SHIFT] }] });

// 2026-11-23 is a Monday.
describe('adding business time', () => {
  it.each([
    ['within the hours of a day', '2026-11-23T10:00Z', 2, '2026-11-23T12:00Z'],
    ['from before them', '2026-11-23T03:00Z', 2, '2026-11-23T11:00Z'],
    ['over night', '2026-11-23T16:00Z', 2, '2026-11-24T10:00Z'],
    ['over days that are closed', '2026-11-24T16:00Z', 2, '2026-11-27T10:00Z'],
    ['from a closed day', '2026-11-25T12:00Z', 2, '2026-11-27T11:00Z'],
    ['over weeks', '2026-11-23T09:00Z', 3 * 19, '2026-12-11T12:00Z'],
    ['over the end of a year', '2026-12-29T16:00Z', 2, '2027-01-01T10:00Z'],
    ['over years', '2026-11-23T09:00Z', 520 * 19, '2036-11-07T12:00Z'],
  ])('%s', (_, from, hours, due) => {
    expect(addBusinessTime(OFFICE, new Date(from), hours * HOUR)).toEqual(new Date(due));
  });

  it('ends when the day closes, not when the next one opens', () => {
    expect(addBusinessTime(OFFICE, new Date('2026-11-23T16:00Z'), HOUR)).toEqual(new Date('2026-11-23T17:00Z'));
    expect(addBusinessTime(OFFICE, new Date('2026-11-23T16:00Z'), HOUR + 1)).toEqual(
      new Date('2026-11-24T09:00:00.001Z'),
    );
  });

  it('stays where it is when there is nothing to add, also in closed hours', () => {
    const closed = new Date('2026-11-25T12:00Z');
    expect(addBusinessTime(OFFICE, closed, 0)).toEqual(closed);
    expect(addBusinessTime(OFFICE, closed, 0)).not.toBe(closed);
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses %d ms', (durationMs) => {
    expect(() => addBusinessTime(OFFICE, new Date('2026-11-23T16:00Z'), durationMs)).toThrow(DurationInvalid);
  });

  it('refuses to wait for what opens no more', () => {
    const monday = new Date('2026-11-23T00:00Z');
    expect(addBusinessTime(NEVER_AGAIN, monday, 8 * HOUR)).toEqual(new Date('2026-11-23T17:00Z'));
    expect(() => addBusinessTime(NEVER_AGAIN, monday, 8 * HOUR + 1)).toThrow(NothingOpensForYears);
  });

  it('waits ten years for the next opening and no longer', () => {
    const once = (year: number) => calendar({}, { holidays: [{ date: `${year}-12-31`, hours: [DAY_SHIFT] }] });
    const from = new Date('2026-01-01T00:00Z');
    expect(addBusinessTime(once(2036), from, HOUR)).toEqual(new Date('2036-12-31T10:00Z'));
    expect(() => addBusinessTime(once(2037), from, HOUR)).toThrow(NothingOpensForYears);
  });

  it('knows the years from 1970 to 2199 and refuses others, and what is no time at all', () => {
    expect(addBusinessTime(ALWAYS, new Date('1970-01-01T00:00Z'), 200 * YEAR)).toEqual(new Date(200 * YEAR));
    expect(() => addBusinessTime(ALWAYS, new Date('2026-11-23T00:00Z'), 200 * YEAR)).toThrow(InstantOutOfRange);
    expect(() => addBusinessTime(ALWAYS, new Date('1969-12-31T23:59Z'), HOUR)).toThrow(InstantOutOfRange);
    expect(() => addBusinessTime(ALWAYS, new Date('2200-01-01T00:00Z'), HOUR)).toThrow(InstantOutOfRange);
    expect(() => addBusinessTime(ALWAYS, new Date(Number.NaN), HOUR)).toThrow(InstantOutOfRange);
  });
});

describe('measuring business time', () => {
  it('counts what is open between two instants', () => {
    expect(between('2026-11-23T16:59:59.999Z', '2026-11-24T09:00:00.001Z')).toBe(2);
    expect(between('2026-11-25T00:00Z', '2026-11-26T00:00Z')).toBe(0);
    expect(between('2026-01-01T00:00Z', '2036-01-01T00:00Z') / HOUR).toBe(521 * 19 + 3 + 8);
  });

  it('is negative backwards', () => {
    expect(between('2026-11-24T10:00Z', '2026-11-23T16:00Z')).toBe(-2 * HOUR);
    expect(Object.is(between('2026-11-25T10:00Z', '2026-11-25T09:00Z'), 0)).toBe(true);
  });

  it('refuses what is no time, at either end', () => {
    expect(() => between('nonsense', '2026-11-23T00:00Z')).toThrow(InstantOutOfRange);
    expect(() => between('2026-11-23T00:00Z', '2200-01-01T00:00Z')).toThrow(InstantOutOfRange);
  });

  function between(from: string, to: string): number {
    return businessTimeBetween(OFFICE, new Date(from), new Date(to));
  }
});

describe('the next opening and closing', () => {
  it.each([
    ['in open hours', '2026-11-23T10:00Z', '2026-11-23T10:00Z', '2026-11-23T17:00Z'],
    ['when it opens', '2026-11-23T09:00Z', '2026-11-23T09:00Z', '2026-11-23T17:00Z'],
    ['when it closes', '2026-11-23T17:00Z', '2026-11-24T09:00Z', '2026-11-23T17:00Z'],
    ['in closed hours', '2026-11-25T12:00Z', '2026-11-27T09:00Z', '2026-11-25T12:00Z'],
    ['at the end of a year', '2026-12-31T12:00Z', '2027-01-01T09:00Z', '2026-12-31T12:00Z'],
    ['before the first of a year', '2024-01-01T00:00Z', '2024-01-01T09:00Z', '2024-01-01T00:00Z'],
  ])('%s', (_, from, opening, closing) => {
    expect(nextOpening(OFFICE, new Date(from))).toEqual(new Date(opening));
    expect(nextClosing(OFFICE, new Date(from))).toEqual(new Date(closing));
  });

  it('looks beyond the end of a year for the closing of a night shift', () => {
    const nights = calendar({ thursday: [{ from: '22:00', to: '06:00' }] });
    expect(nextClosing(nights, new Date('2026-12-31T23:00Z'))).toEqual(new Date('2027-01-01T06:00Z'));
    const evenings = calendar({ thursday: [{ from: '18:00', to: '24:00' }] });
    expect(nextClosing(evenings, new Date('2026-12-31T23:00Z'))).toEqual(new Date('2027-01-01T00:00Z'));
  });

  it('has no closing when it is open for ever', () => {
    expect(nextClosing(ALWAYS, new Date('2026-11-23T10:00Z'))).toBeNull();
  });

  it('refuses to look for an opening for ever', () => {
    expect(() => nextOpening(NEVER_AGAIN, new Date('2026-11-24T00:00Z'))).toThrow(NothingOpensForYears);
    expect(isOpen(NEVER_AGAIN, new Date('2030-11-23T10:00Z'))).toBe(false);
  });
});

describe('a business duration', () => {
  it.each([
    ['PT4H', 4 * HOUR],
    ['PT90M', 1.5 * HOUR],
    ['PT1H30M', 1.5 * HOUR],
    ['PT0.25S', 250],
    ['PT0S', 0],
    ['P2D', 16 * HOUR],
    ['P1DT1H', 9 * HOUR],
  ])('%s at an office of 8 hours', (duration, ms) => {
    expect(businessDuration(duration, OFFICE)).toBe(ms);
  });

  it('has the days of its calendar: the longest of the week', () => {
    expect(businessDuration('P1D', ALWAYS)).toBe(24 * HOUR);
    expect(businessDuration('P1D', NEVER_AGAIN)).toBe(8 * HOUR);
    const nights = calendar({
      monday: [
        { from: '22:00', to: '06:00' },
        { from: '07:00', to: '08:30' },
      ],
    });
    expect(businessDuration('P1D', nights)).toBe(9.5 * HOUR);
  });

  it('adds whole days from opening to opening', () => {
    expect(addBusinessTime(OFFICE, new Date('2026-11-23T09:00Z'), businessDuration('P2D', OFFICE))).toEqual(
      new Date('2026-11-24T17:00Z'),
    );
  });

  it.each(['', 'P', 'PT', 'P1', 'P1W', 'P1M', 'P1Y', 'PT1.5H', 'PT1S1M', '-PT1H', 'pt1h', 'PT0.0001S', ' PT1H'])(
    'refuses %j',
    (duration) => {
      expect(() => businessDuration(duration, OFFICE)).toThrow(DurationInvalid);
    },
  );
});

function calendar(weekly: CalendarDefinition['weekly'], more: Partial<CalendarDefinition> = {}): Calendar {
  return new Calendar({ timeZone: 'UTC', weekly, holidays: [], extraWorkingDays: [], worksExtraDays: true, ...more });
}
