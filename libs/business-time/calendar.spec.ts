import { describe, expect, it } from '@jest/globals';
import { addBusinessTime, businessTimeBetween, isOpen } from './business-time.js';
import { Calendar } from './calendar.js';
import type { CalendarDefinition, Hours } from './calendar-definition.js';

const HOUR = 3_600_000;
const DAY_SHIFT: Hours = { from: '09:00', to: '17:00' };
const NIGHT_SHIFT: Hours = { from: '22:00', to: '06:00' };
const MONDAYS: CalendarDefinition = {
  timeZone: 'UTC',
  weekly: { monday: [DAY_SHIFT] },
  holidays: [],
  extraWorkingDays: [],
  worksExtraDays: true,
};

// 2026-11-23 is a Monday.
describe('a calendar', () => {
  it('is open in the hours of its week, from the first millisecond to the last', () => {
    const calendar = new Calendar(MONDAYS);
    expect(isOpen(calendar, new Date('2026-11-23T08:59:59.999Z'))).toBe(false);
    expect(isOpen(calendar, new Date('2026-11-23T09:00:00.000Z'))).toBe(true);
    expect(isOpen(calendar, new Date('2026-11-23T16:59:59.999Z'))).toBe(true);
    expect(isOpen(calendar, new Date('2026-11-23T17:00:00.000Z'))).toBe(false);
    expect(isOpen(calendar, new Date('2026-11-24T12:00:00.000Z'))).toBe(false);
  });

  it('knows several intervals a day, in whichever order they are written', () => {
    const monday = [
      { from: '13:00', to: '17:00' },
      { from: '08:00', to: '12:00' },
    ];
    expect(openHours({ weekly: { monday } }, '2026-11-23', '2026-11-24')).toBe(8);
    expect(isOpenAt({ weekly: { monday } }, '2026-11-23T12:30Z')).toBe(false);
  });

  it('reads the wall clock of its zone', () => {
    const shanghai = { timeZone: 'Asia/Shanghai' };
    expect(isOpenAt(shanghai, '2026-11-23T01:00Z')).toBe(true);
    expect(isOpenAt(shanghai, '2026-11-23T09:00Z')).toBe(false);
  });

  it('is open over midnight, on the account of the day on which it opened', () => {
    const nights = { weekly: { monday: [NIGHT_SHIFT] } };
    expect(openHours(nights, '2026-11-23', '2026-11-24')).toBe(2);
    expect(openHours(nights, '2026-11-24', '2026-11-25')).toBe(6);
    expect(openHours({ ...nights, holidays: [{ date: '2026-11-24' }] }, '2026-11-23', '2026-11-25')).toBe(8);
    expect(openHours({ ...nights, holidays: [{ date: '2026-11-23' }] }, '2026-11-23', '2026-11-25')).toBe(0);
  });

  it('goes on from Sunday night into Monday', () => {
    expect(openHours({ weekly: { sunday: [NIGHT_SHIFT] } }, '2026-11-23', '2026-11-24')).toBe(6);
  });

  it('closes on holidays, or keeps their own hours', () => {
    const holidays = [{ date: '2026-11-23', hours: [{ from: '10:00', to: '12:00' }] }, { date: '2026-11-30' }];
    expect(openHours({ holidays }, '2026-11-23', '2026-11-24')).toBe(2);
    expect(openHours({ holidays }, '2026-11-30', '2026-12-01')).toBe(0);
    expect(openHours({ holidays }, '2026-12-07', '2026-12-08')).toBe(8);
  });

  it('works on extra days in their hours, if it is one that does (调休)', () => {
    const extraWorkingDays = [{ date: '2026-11-22', hours: [{ from: '10:00', to: '15:00' }] }];
    expect(openHours({ extraWorkingDays }, '2026-11-22', '2026-11-23')).toBe(5);
    expect(openHours({ extraWorkingDays, worksExtraDays: false }, '2026-11-22', '2026-11-23')).toBe(0);
  });

  it('is the same over the end of a year, in UTC and in its own zone', () => {
    const always = everyDay({ from: '00:00', to: '24:00' });
    const nights = { weekly: everyDay(NIGHT_SHIFT), timeZone: 'America/New_York' };
    expect(openHours({ weekly: always }, '2026-12-31', '2027-01-02')).toBe(48);
    expect(openHours(nights, '2026-12-31T22:00-05:00', '2027-01-01T06:00-05:00')).toBe(8);
    expect(openHours(nights, '2026-12-31T06:00-05:00', '2026-12-31T22:00-05:00')).toBe(0);
  });
});

describe('a day of a zone and the year of UTC', () => {
  it('may overlap by a night shift west of it', () => {
    const pagoPago = { timeZone: 'Pacific/Pago_Pago', weekly: { wednesday: [{ from: '23:00', to: '22:00' }] } };
    expect(openHours(pagoPago, '2027-01-01T00:00Z', '2027-01-02T00:00Z')).toBe(9);
  });

  it('may overlap by a day east of it', () => {
    const kiritimati = { timeZone: 'Pacific/Kiritimati', weekly: { friday: [{ from: '00:00', to: '12:00' }] } };
    expect(openHours(kiritimati, '2026-12-31T00:00Z', '2027-01-01T00:00Z')).toBe(12);
  });
});

describe('when clocks change', () => {
  // New York: on 2024-03-10 the clock jumps from 02:00 to 03:00, on 2024-11-03 it goes back from 02:00 to 01:00.
  const in_ = (from: string, to: string) => ({ timeZone: 'America/New_York', weekly: everyDay({ from, to }) });
  const spring = (from: string, to: string) =>
    openHours(in_(from, to), '2024-03-10T00:00-05:00', '2024-03-11T00:00-04:00');
  const autumn = (from: string, to: string) =>
    openHours(in_(from, to), '2024-11-03T00:00-04:00', '2024-11-04T00:00-05:00');

  it.each([
    ['the whole day has 23 hours', '00:00', '24:00', 23],
    ['what begins in the skipped hour begins with the jump', '02:30', '04:00', 1],
    ['what ends in it ends with the jump', '01:00', '02:30', 1],
    ['what lies in it is skipped', '02:00', '03:00', 0],
    ['what is later is as long as ever', '03:00', '05:00', 2],
  ])('in spring: %s', (_, from, to, hours) => {
    expect(spring(from, to)).toBe(hours);
  });

  it.each([
    ['the whole day has 25 hours', '00:00', '24:00', 25],
    ['what goes over the repeated hour is an hour longer', '00:00', '02:00', 3],
    ['what ends in it ends the first time', '00:00', '01:30', 1.5],
    ['what begins in it begins the first time', '01:30', '02:30', 2],
    ['what lies in it comes once', '01:15', '01:45', 0.5],
    ['what is later is as long as ever', '02:00', '05:00', 3],
  ])('in autumn: %s', (_, from, to, hours) => {
    expect(autumn(from, to)).toBe(hours);
  });

  it('knows zones that move by half an hour', () => {
    const lordHowe = { timeZone: 'Australia/Lord_Howe', weekly: everyDay({ from: '00:00', to: '24:00' }) };
    expect(openHours(lordHowe, '2026-04-05T00:00+11:00', '2026-04-06T00:00+10:30')).toBe(24.5);
    expect(
      openHours(
        { ...lordHowe, weekly: everyDay({ from: '01:00', to: '03:00' }) },
        '2026-10-03T13:30Z',
        '2026-10-04T13:00Z',
      ),
    ).toBe(1.5);
  });

  it('has nothing of a day that a zone left out', () => {
    const samoa = { timeZone: 'Pacific/Apia', weekly: everyDay({ from: '09:00', to: '17:00' }) };
    expect(openHours(samoa, '2011-12-29T00:00-10:00', '2012-01-01T00:00+14:00')).toBe(16);
  });

  it('keeps the weekday of the zone, far from UTC as it may be', () => {
    const kiritimati = { timeZone: 'Pacific/Kiritimati', weekly: { monday: [DAY_SHIFT] } };
    expect(openHours(kiritimati, '2026-11-22T19:00Z', '2026-11-23T03:00Z')).toBe(8);
    const pagoPago = { timeZone: 'Pacific/Pago_Pago', weekly: { monday: [NIGHT_SHIFT] } };
    expect(openHours(pagoPago, '2026-11-24T09:00Z', '2026-11-24T17:00Z')).toBe(8);
  });
});

describe('a calendar is refused', () => {
  const hours = (from: string, to: string) => ({ weekly: { monday: [{ from, to }] } });

  it.each<[string, Partial<CalendarDefinition>]>([
    ['with a zone nobody knows', { timeZone: 'Mars/Olympus_Mons' }],
    ['with an offset for a zone', { timeZone: '+08:00' }],
    ['with no zone', { timeZone: '' }],
  ])('%s', (_, more) => {
    expect(refusal(more)).toBe('calendar-time-zone-unknown');
  });

  it.each<[string, Partial<CalendarDefinition>]>([
    ['a day', { weekly: { monday: [DAY_SHIFT, { from: '16:59', to: '18:00' }] } }],
    ['a day, one within the other', { weekly: { monday: [{ from: '10:00', to: '11:00' }, DAY_SHIFT] } }],
    ['a night and the morning after', { weekly: { monday: [NIGHT_SHIFT], tuesday: [{ from: '05:00', to: '09:00' }] } }],
    ['the night to Monday and Monday', { weekly: { sunday: [NIGHT_SHIFT], monday: [{ from: '00:00', to: '01:00' }] } }],
    ['a holiday', { holidays: [{ date: '2026-11-23', hours: [DAY_SHIFT, DAY_SHIFT] }] }],
    [
      'a holiday and the night before',
      {
        weekly: { monday: [NIGHT_SHIFT] },
        holidays: [{ date: '2026-11-24', hours: [{ from: '05:00', to: '09:00' }] }],
      },
    ],
    [
      'the night of an extra day and the morning after',
      {
        weekly: { monday: [{ from: '05:00', to: '09:00' }] },
        extraWorkingDays: [{ date: '2026-11-22', hours: [NIGHT_SHIFT] }],
      },
    ],
  ])('when hours overlap: %s', (_, more) => {
    expect(refusal(more)).toBe('calendar-hours-overlap');
  });

  it('but not when hours touch, or when the night before is off', () => {
    expect(refusal({ weekly: { monday: [NIGHT_SHIFT], tuesday: [{ from: '06:00', to: '09:00' }] } })).toBe('none');
    const weekly = { monday: [NIGHT_SHIFT] };
    const tuesday = { date: '2026-11-24', hours: [{ from: '05:00', to: '09:00' }] };
    expect(refusal({ weekly, holidays: [{ date: '2026-11-23' }, tuesday] })).toBe('none');
  });

  it.each([
    ['9:00', '17:00'],
    ['09:00', '17:60'],
    ['09:00', '24:01'],
    ['24:00', '08:00'],
    ['09:00', '09:00'],
    ['09:00:00', '17:00'],
    ['', ''],
  ])('when hours make no sense: %s to %s', (from, to) => {
    expect(refusal(hours(from, to))).toBe('calendar-hours-malformed');
  });

  it.each(['2026-02-29', '2026-13-01', '23.11.2026', '2026-11-23T00:00Z', ''])('with %j for a date', (date) => {
    expect(refusal({ holidays: [{ date }] })).toBe('calendar-date-malformed');
    expect(refusal({ extraWorkingDays: [{ date, hours: [DAY_SHIFT] }], worksExtraDays: false })).toBe(
      'calendar-date-malformed',
    );
  });

  it('when it says two things of one date', () => {
    const extraWorkingDays = [{ date: '2026-11-22', hours: [DAY_SHIFT] }];
    expect(refusal({ holidays: [{ date: '2026-11-22' }], extraWorkingDays })).toBe('calendar-date-defined-twice');
    expect(refusal({ holidays: [{ date: '2026-11-22' }, { date: '2026-11-22' }] })).toBe('calendar-date-defined-twice');
  });

  it('with a day no week has', () => {
    const weekly = { ...MONDAYS.weekly, someday: [DAY_SHIFT] };
    expect(refusal({ weekly })).toBe('calendar-weekday-unknown');
  });

  it.each<[string, Partial<CalendarDefinition>]>([
    ['there are no hours', { weekly: {} }],
    ['all lists of hours are empty', { weekly: { monday: [] }, holidays: [{ date: '2026-11-23', hours: [] }] }],
    [
      'the only hours are on extra days on which it does not work',
      { weekly: {}, extraWorkingDays: [{ date: '2026-11-22', hours: [DAY_SHIFT] }], worksExtraDays: false },
    ],
  ])('when %s', (_, more) => {
    expect(refusal(more)).toBe('calendar-never-open');
  });

  it('but not when it is open once in its life', () => {
    const once = { weekly: {}, holidays: [{ date: '2026-11-22', hours: [DAY_SHIFT] }] };
    expect(addBusinessTime(new Calendar({ ...MONDAYS, ...once }), new Date('2020-01-01T00:00Z'), HOUR)).toEqual(
      new Date('2026-11-22T10:00Z'),
    );
  });

  function refusal(more: Partial<CalendarDefinition>): unknown {
    try {
      new Calendar({ ...MONDAYS, ...more });
      return 'none';
    } catch (error) {
      return (error as { code?: string }).code;
    }
  }
});

function openHours(more: Partial<CalendarDefinition>, from: string, to: string): number {
  return businessTimeBetween(new Calendar({ ...MONDAYS, ...more }), new Date(from), new Date(to)) / HOUR;
}

function isOpenAt(more: Partial<CalendarDefinition>, at: string): boolean {
  return isOpen(new Calendar({ ...MONDAYS, ...more }), new Date(at));
}

function everyDay(...hours: Hours[]): CalendarDefinition['weekly'] {
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  return Object.fromEntries(days.map((day) => [day, hours]));
}
