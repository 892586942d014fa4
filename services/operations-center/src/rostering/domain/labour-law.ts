import { addDays, datesFrom, mondayOf } from './dates.js';
import type { Violation, ViolationCode } from './violation.js';
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
}

/** Labour Law of the People's Republic of China, articles 36, 38 and 41; it names no rest between shifts: eleven hours are usual. */
export const CHINESE_LABOUR_LAW: LabourLaw = {
  ...{ mostDailyMinutes: 480, mostWeeklyMinutes: 2_400, averagingWeeks: 1 },
  ...{ leastRestMinutes: 660, leastRestDaysPerWeek: 1 },
  ...{ mostDailyOvertimeMinutes: 180, mostMonthlyOvertimeMinutes: 2_160 },
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
    most('week-minutes', monday, sum(weeks.flat(), regularMinutes) / law.averagingWeeks, law.mostWeeklyMinutes);
    const worked = new Set(weeks[0]!.map(({ date }) => date)).size;
    most('rest-day', monday, worked, 7 - law.leastRestDaysPerWeek);
  }
  for (const [month, inMonth] of Map.groupBy(shifts, ({ date }) => `${date.slice(0, 7)}-01`))
    most('overtime-month', month, sum(inMonth, overtimeMinutes), law.mostMonthlyOvertimeMinutes);
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
