import { mondayOf } from './dates.js';
import type { LabourLaw } from './labour-law.js';
import { beyondShortWeek, isHoliday } from './work-calendar.js';
import { overtimeMinutes, regularMinutes, type WorkShift } from './work-shift.js';

/** Minutes of paid work, apart by what the law pays for them. */
export interface WorkedHours {
  readonly regular: number;
  /** Beyond the hours of shifts, and of weeks that holidays make shorter. */
  readonly overtime: number;
  /** On statutory holidays, overtime among them. */
  readonly holiday: number;
}

/** Of one week of somebody. @param monday of the week */
function hoursOfWeek(law: LabourLaw, monday: string, shifts: readonly WorkShift[]): WorkedHours {
  const sum = (some: readonly WorkShift[], minutes: (shift: WorkShift) => number) =>
    some.reduce((all, shift) => all + minutes(shift), 0);
  const onHolidays = shifts.filter(({ date }) => isHoliday(law.calendar, date));
  const others = shifts.filter(({ date }) => !isHoliday(law.calendar, date));
  const worked = sum(others, regularMinutes);
  const beyond = beyondShortWeek(law.calendar, monday, law.mostWeeklyMinutes, worked);
  return {
    ...{ regular: worked - beyond, overtime: sum(others, overtimeMinutes) + beyond },
    holiday: sum(onHolidays, (shift) => regularMinutes(shift) + overtimeMinutes(shift)),
  };
}

/** Of all shifts, and paid as so many regular minutes (Labour Law, article 44). */
export function workedHours(law: LabourLaw, shifts: readonly WorkShift[]): WorkedHours & { readonly paidAs: number } {
  const weeks = [...Map.groupBy(shifts, ({ date }) => mondayOf(date))].map(([monday, week]) =>
    hoursOfWeek(law, monday, week),
  );
  const sum = (of: (hours: WorkedHours) => number) => weeks.reduce((all, hours) => all + of(hours), 0);
  const hours = {
    regular: sum(({ regular }) => regular),
    overtime: sum(({ overtime }) => overtime),
    holiday: sum(({ holiday }) => holiday),
  };
  const { overtimePercent, holidayPercent } = law;
  const paidAs = hours.regular + (hours.overtime * overtimePercent + hours.holiday * holidayPercent) / 100;
  return { ...hours, paidAs };
}
