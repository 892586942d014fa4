import { addDays, datesFrom, mondayOf, weekdayOf } from './dates.js';
import { daysMore, kindOn, type CalendarDay } from './work-calendar.js';

/** What days somebody works. */
export interface WorkDays {
  /** That they could be asked to work on, 0 is Monday. */
  readonly weekdays: readonly number[];
  /** Of a usual week, how many they work. */
  readonly perWeek: number;
}

/** Shifts that a plan lets somebody work. */
export interface PlannedShift {
  readonly weekdays: readonly number[];
  readonly paidMinutes: number;
}

/** By their work plan and availability; of a week as many days as its hours take at the longest shift, and never a day of rest too few. */
export function workDaysOf(
  shifts: readonly PlannedShift[],
  mostWeeklyMinutes: number,
  leastRestDays: number,
  isThere: (weekday: number) => boolean,
): WorkDays {
  const weekdays = [0, 1, 2, 3, 4, 5, 6].filter(
    (weekday) => isThere(weekday) && shifts.some((shift) => shift.weekdays.includes(weekday)),
  );
  const longest = Math.max(1, ...shifts.map(({ paidMinutes }) => paidMinutes));
  return { weekdays, perWeek: Math.min(weekdays.length, 7 - leastRestDays, Math.ceil(mostWeeklyMinutes / longest)) };
}

/**
 * Days of leave that count: those they would work. Statutory holidays and days off in exchange do not (Regulation on Paid Annual Leave, article 3), the weekend days
 * that are worked for these do; of each week no more than it has to be worked.
 * @param to the last day
 */
export function leaveDaysCounted(
  { weekdays, perWeek }: WorkDays,
  calendar: readonly CalendarDay[],
  from: string,
  to: string,
): number {
  const works = (date: string) => {
    const kind = kindOn(calendar, date);
    return kind === null ? weekdays.includes(weekdayOf(date)) : kind === 'work-day';
  };
  const mondays = datesFrom(mondayOf(from), to).filter((date) => weekdayOf(date) === 0);
  return mondays.reduce((sum, monday) => {
    const asked = datesFrom(monday, addDays(monday, 6)).filter((date) => from <= date && date <= to && works(date));
    return sum + Math.min(asked.length, Math.max(0, perWeek + daysMore(calendar, monday)));
  }, 0);
}
