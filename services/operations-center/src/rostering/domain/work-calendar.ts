import { addDays, datesFrom, mondayOf, weekdayOf } from './dates.js';

export const CALENDAR_KINDS = ['statutory-holiday', 'day-off', 'work-day'] as const;

/**
 * A day that is not what its weekday says: a statutory holiday; a day off that is worked for at another time; or the day at a weekend that is worked
 * for it (调休).
 */
export interface CalendarDay {
  readonly date: string;
  readonly kind: (typeof CALENDAR_KINDS)[number];
}

const USUAL_DAYS = 5;

export function kindOn(calendar: readonly CalendarDay[], date: string): CalendarDay['kind'] | null {
  return calendar.find((day) => day.date === date)?.kind ?? null;
}

export function isHoliday(calendar: readonly CalendarDay[], date: string): boolean {
  return kindOn(calendar, date) === 'statutory-holiday';
}

/** By how many days the week has more to be worked than others: weekend days that are worked, less weekdays that are free. @param monday of the week */
export function daysMore(calendar: readonly CalendarDay[], monday: string): number {
  if (calendar.length === 0) return 0;
  return datesFrom(mondayOf(monday), addDays(mondayOf(monday), 6)).reduce((more, date) => {
    const [kind, isWeekend] = [kindOn(calendar, date), weekdayOf(date) >= USUAL_DAYS];
    if (kind === 'work-day') return isWeekend ? more + 1 : more;
    return kind === null || isWeekend ? more : more - 1;
  }, 0);
}

/** Of the usual five days, which part the week has; 1.2 with a weekend day to be worked. */
export function partOfWeek(calendar: readonly CalendarDay[], monday: string): number {
  return Math.max(0, (USUAL_DAYS + daysMore(calendar, monday)) / USUAL_DAYS);
}

/** What is worked beyond the hours of a week that holidays make shorter; none of any other week. @param most minutes of a usual week */
export function beyondShortWeek(
  calendar: readonly CalendarDay[],
  monday: string,
  most: number,
  minutes: number,
): number {
  const part = partOfWeek(calendar, monday);
  return part < 1 ? Math.max(0, minutes - most * part) : 0;
}
