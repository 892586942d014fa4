import { describe, expect, it } from '@jest/globals';
import { addDays } from './dates.js';
import { CHINESE_LABOUR_LAW, brokenLaw, type LabourLaw } from './labour-law.js';
import { leaveDaysCounted, workDaysOf } from './leave-count.js';
import { daysMore, partOfWeek, type CalendarDay } from './work-calendar.js';
import type { WorkShift } from './work-shift.js';
import { workedHours } from './worked-hours.js';

/** Spring Festival of 2024: 10 to 12 February by law, the days until the 17th in exchange for the Sundays before and after. */
const SPRING: CalendarDay[] = [
  ...['2024-02-10', '2024-02-11', '2024-02-12'].map((date) => ({ date, kind: 'statutory-holiday' as const })),
  ...['13', '14', '15', '16', '17'].map((day) => ({ date: `2024-02-${day}`, kind: 'day-off' as const })),
  ...['2024-02-04', '2024-02-18'].map((date) => ({ date, kind: 'work-day' as const })),
];
const LAW = { ...CHINESE_LABOUR_LAW, calendar: SPRING };

function shift(date: string, hours = 8, overtime = 0): WorkShift {
  const startsAt = new Date(`${date}T01:00:00Z`);
  const after = (hour: number) => new Date(startsAt.getTime() + hour * 3_600_000);
  const more = {
    kind: 'overtime' as const,
    from: after(hours).toISOString(),
    to: after(hours + overtime).toISOString(),
  };
  return {
    ...{ id: date, agentId: 'mia', date, patternId: null, siteId: null, startMinute: 540, startsAt },
    ...{ endsAt: after(hours + overtime), activities: overtime > 0 ? [{ ...more, isPaid: true }] : [] },
  };
}
const days = (from: string, ...which: number[]) => which.map((day) => shift(addDays(from, day)));
const broken = (shifts: readonly WorkShift[], law: LabourLaw = LAW) =>
  brokenLaw(law, 'mia', shifts).map(({ code, found, limit }) => [code, found, limit]);

describe('a week with other days than usual', () => {
  it.each([
    ['2024-02-04', 1, 1.2],
    ['2024-02-05', 0, 1],
    ['2024-02-12', -4, 0.2],
    ['2024-02-19', 0, 1],
  ])('that has %s is by %d days longer: %d of a usual one', (date, more, part) => {
    expect([daysMore(SPRING, date), partOfWeek(SPRING, date)]).toEqual([more, part]);
  });
});

describe('what the law lets people work', () => {
  it('is a sixth day where a Sunday is worked for a day off, and no seventh', () => {
    const sunday = ['2024-01-29', 0, 1, 2, 3, 4, 6] as const;
    expect(broken(days(...sunday))).toEqual([]);
    expect(broken(days(...sunday), CHINESE_LABOUR_LAW)).toEqual([['week-minutes', 2_880, 2_400]]);
    expect(broken(days('2024-01-29', 0, 1, 2, 3, 4, 5, 6)).map(([code]) => code)).toEqual(['week-minutes', 'rest-day']);
  });

  it('counts work on statutory holidays as overtime of the month, and not as hours of the week', () => {
    const week = days('2024-02-05', 0, 1, 2, 3, 4, 5);
    expect(broken(week)).toEqual([]);
    expect(broken(week, CHINESE_LABOUR_LAW)).toEqual([['week-minutes', 2_880, 2_400]]);
  });

  it('counts what is beyond the hours that holidays leave of a week as overtime, 36 hours of a month at most', () => {
    const festival = days('2024-02-12', 0, 1, 2, 3, 4, 6);
    // The holiday has 8 hours, the five others 32 beyond the one day that the week has.
    expect(broken(festival)).toEqual([['overtime-month', 2_400, 2_160]]);
    expect(broken(festival.slice(0, 5))).toEqual([]);
  });

  it('is three hours of overtime a day and 36 a month, as ever', () => {
    expect(broken([shift('2024-03-04', 8, 3)])).toEqual([]);
    expect(broken([shift('2024-03-04', 8, 4)])).toEqual([['overtime-day', 240, 180]]);
    const month = Array.from({ length: 13 }, (_, at) =>
      shift(addDays('2024-03-01', at + Math.floor(at / 5) * 2), 6, 3),
    );
    expect(broken(month).filter(([code]) => code === 'overtime-month')).toEqual([['overtime-month', 2_340, 2_160]]);
  });
});

describe('what worked hours are paid as', () => {
  it('is half as much again for overtime, and three times as much on statutory holidays', () => {
    const worked = workedHours(LAW, [shift('2024-02-09', 8, 2), shift('2024-02-10'), shift('2024-02-12', 8, 1)]);
    expect(worked).toEqual({ regular: 480, overtime: 120, holiday: 480 + 540, paidAs: 480 + 180 + 3 * 1_020 });
  });

  it('is what a day is paid as on days off and weekend days that are worked in exchange', () => {
    expect(workedHours(LAW, [shift('2024-02-18')])).toMatchObject({ regular: 480, holiday: 0, paidAs: 480 });
  });
});

describe('days of leave that count', () => {
  const office = { weekdays: [0, 1, 2, 3, 4], perWeek: 5 };
  const rolling = { weekdays: [0, 1, 2, 3, 4, 5, 6], perWeek: 5 };

  it.each([
    ['from Monday to Sunday', office, '2024-03-04', '2024-03-10', 5],
    ['over a weekend', office, '2024-03-09', '2024-03-10', 0],
    ['over a weekend that may be worked', rolling, '2024-03-09', '2024-03-10', 2],
    ['from Monday to Sunday of who works any five days', rolling, '2024-03-04', '2024-03-10', 5],
    ['from Saturday to the Friday after', rolling, '2024-03-09', '2024-03-15', 7],
    ['of three days a week', { weekdays: [0, 2, 4], perWeek: 3 }, '2024-03-04', '2024-03-12', 4],
    ['around the festival: Thursday, Friday, the Sunday that is worked, Monday', office, '2024-02-08', '2024-02-19', 4],
    ['within the festival', office, '2024-02-10', '2024-02-17', 0],
    ['of the Sunday that is worked', office, '2024-02-04', '2024-02-04', 1],
    ['of a week with six days', office, '2024-01-29', '2024-02-04', 6],
    ['of who works any five days, in the week of the festival', rolling, '2024-02-12', '2024-02-18', 1],
  ])('%s', (_, work, from, to, counted) => {
    expect(leaveDaysCounted(work, SPRING, from, to)).toBe(counted);
  });

  it('are those of the work plan: where its shifts are, when somebody can come, and as many as its hours take', () => {
    const long = { weekdays: [0, 1, 2, 3, 4, 5], paidMinutes: 480 };
    const short = { weekdays: [6], paidMinutes: 240 };
    const always = () => true;
    expect(workDaysOf([long], 2_400, 1, always)).toEqual({ weekdays: [0, 1, 2, 3, 4, 5], perWeek: 5 });
    expect(workDaysOf([long, short], 1_200, 1, always)).toEqual({ weekdays: [0, 1, 2, 3, 4, 5, 6], perWeek: 3 });
    expect(workDaysOf([short], 2_400, 1, always)).toEqual({ weekdays: [6], perWeek: 1 });
    expect(workDaysOf([long], 9_999, 1, always).perWeek).toBe(6);
    expect(workDaysOf([long], 2_400, 1, (weekday) => weekday !== 0).weekdays).toEqual([1, 2, 3, 4, 5]);
  });
});
