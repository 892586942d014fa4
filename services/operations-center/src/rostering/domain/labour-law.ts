import { addDays, datesFrom, mondayOf } from './dates.js';
import type { Violation, ViolationCode } from './violation.js';
import { beyondShortWeek, isHoliday, partOfWeek, type CalendarDay } from './work-calendar.js';
import { overtimeMinutes, regularMinutes, type WorkShift } from './work-shift.js';

/** What the law of the tenant's country allows. Minutes are of paid work; overtime is counted apart. */
export interface LabourLaw {
  readonly mostDailyMinutes: number;
  /** On average of so many weeks, from Monday to Sunday. */
  readonly mostWeeklyMinutes: number;
  readonly averagingWeeks: number;
  readonly leastRestMinutes: number;
  readonly leastRestDaysPerWeek: number;
  readonly mostDailyOvertimeMinutes: number;
  readonly mostMonthlyOvertimeMinutes: number;
  /** What is paid of regular hours, percent. */
  readonly overtimePercent: number;
  readonly holidayPercent: number;
  /** Holidays, and days that are worked for others. */
  readonly calendar: readonly CalendarDay[];
}

/** Labour Law of the People's Republic of China, articles 36, 38, 41 and 44; it names no rest between shifts: eleven hours are usual. */
export const CHINESE_LABOUR_LAW: LabourLaw = {
  ...{ mostDailyMinutes: 480, mostWeeklyMinutes: 2_400, averagingWeeks: 1 },
  ...{ leastRestMinutes: 660, leastRestDaysPerWeek: 1 },
  ...{ mostDailyOvertimeMinutes: 180, mostMonthlyOvertimeMinutes: 2_160 },
  ...{ overtimePercent: 150, holidayPercent: 300, calendar: [] },
};

/** @param shifts of one agent, in order, with the weeks around those that are looked at */
export function brokenLaw(law: LabourLaw, agentId: string, shifts: readonly WorkShift[]): Violation[] {
  const found: Violation[] = [];
  const most = (code: ViolationCode, date: string, there: number, limit: number) => {
    if (there > limit) found.push({ code, agentId, date, found: there, limit });
  };
  const byDay = Map.groupBy(shifts, ({ date }) => date);
  for (const [date, day] of byDay) {
    most('day-minutes', date, sum(day, regularMinutes), law.mostDailyMinutes);
    most('overtime-day', date, sum(day, overtimeMinutes), law.mostDailyOvertimeMinutes);
  }
  const byWeek = Map.groupBy(shifts, ({ date }) => mondayOf(date));
  for (const monday of weeksTouched([...byWeek.keys()], law.averagingWeeks)) {
    const weeks = Array.from({ length: law.averagingWeeks }, (_, ago) => byWeek.get(addDays(monday, -7 * ago)) ?? []);
    const limits = weeks.map((_, ago) => mostOfWeek(law, addDays(monday, -7 * ago)));
    const usual = weeks.flat().filter(({ date }) => !isHoliday(law.calendar, date));
    most('week-minutes', monday, sum(usual, regularMinutes) / law.averagingWeeks, mean(limits));
    const worked = new Set(weeks[0]!.map(({ date }) => date)).size;
    most('rest-day', monday, worked, 7 - law.leastRestDaysPerWeek);
  }
  for (const [month, minutes] of overtimeByMonth(law, byWeek))
    most('overtime-month', month, minutes, law.mostMonthlyOvertimeMinutes);
  return [...found, ...shortRests(law.leastRestMinutes, 'rest-between-shifts', agentId, shifts)];
}

/** Of days that follow each other; shifts of one day are one day's work. */
export function shortRests(
  least: number,
  code: ViolationCode,
  agentId: string,
  shifts: readonly WorkShift[],
): Violation[] {
  return shifts.flatMap((shift, at) => {
    const before = shifts[at - 1];
    if (!before || before.date === shift.date) return [];
    const rest = (shift.startsAt.getTime() - before.endsAt.getTime()) / 60_000;
    return rest < least ? [{ code, agentId, date: shift.date, found: rest, limit: least }] : [];
  });
}

/** More where a weekend day is worked for a day off; what is worked in a week that holidays make shorter counts as overtime beyond it. */
function mostOfWeek({ calendar, mostWeeklyMinutes }: LabourLaw, monday: string): number {
  return mostWeeklyMinutes * Math.max(1, partOfWeek(calendar, monday));
}

/** By the first of each month: overtime, work on statutory holidays, and what is beyond a week that holidays make shorter, in the month of its Monday. */
function overtimeByMonth(law: LabourLaw, weeks: ReadonlyMap<string, readonly WorkShift[]>): Map<string, number> {
  const months = new Map<string, number>();
  const add = (date: string, minutes: number) => {
    const month = `${date.slice(0, 7)}-01`;
    months.set(month, (months.get(month) ?? 0) + minutes);
  };
  for (const [monday, week] of weeks) {
    for (const shift of week)
      add(shift.date, overtimeMinutes(shift) + (isHoliday(law.calendar, shift.date) ? regularMinutes(shift) : 0));
    const usual = week.filter(({ date }) => !isHoliday(law.calendar, date));
    add(monday, beyondShortWeek(law.calendar, monday, law.mostWeeklyMinutes, sum(usual, regularMinutes)));
  }
  return months;
}

function mean(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0) / values.length;
}

function weeksTouched(mondays: readonly string[], averagingWeeks: number): Set<string> {
  return new Set(
    mondays.flatMap((monday) =>
      datesFrom(monday, addDays(monday, 7 * (averagingWeeks - 1))).filter((date) => mondayOf(date) === date),
    ),
  );
}

function sum(shifts: readonly WorkShift[], minutes: (shift: WorkShift) => number): number {
  return shifts.reduce((all, shift) => all + minutes(shift), 0);
}
