import { dateOf, dayNumber, weekdayOf } from '#libs/workforce/forecast/civil-date';
import type { WorkedDay } from '#libs/workforce/forecast/history';
import type { PlanningGroupContent } from '../groups/planning-group.dto.js';

/** Days that say which weekdays are worked. */
const RECENT_DAYS = 28;

/**
 * The days from the end of a history to another date, both included, that are worked: the weekdays of its last four weeks, and what is special
 * of single days.
 */
export function workedDays(
  history: readonly WorkedDay[],
  to: string,
  specialDays: PlanningGroupContent['specialDays'],
): WorkedDay[] {
  const last = dayNumber(history.at(-1)!.date);
  const recent = history.map(({ date }) => dayNumber(date)).filter((day) => day > last - RECENT_DAYS);
  const weekdays = new Set(recent.map(weekdayOf));
  const special = new Map(specialDays.map((day) => [day.date, day]));
  const days = Array.from({ length: Math.max(0, dayNumber(to) - last) }, (_, at) => dateOf(last + 1 + at));
  return days
    .filter((date) => special.get(date)?.isOpen ?? weekdays.has(weekdayOf(dayNumber(date))))
    .map((date) => {
      const { events = [], drivers = {} } = special.get(date) ?? {};
      return { date, events, drivers };
    });
}
