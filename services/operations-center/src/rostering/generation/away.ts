import { daysBetween } from '../domain/dates.js';
import { isAway } from '../domain/leave-day.js';
import { instantAt } from '../roster/local-time.js';
import type { Making, PatternOption, Person } from './making.js';

/** Whether they are on leave at a minute of a day on the clock of the roster. */
export function isAwayAt({ roster }: Making, { terms }: Person, date: string, minute: number): boolean {
  const near = terms.leave.filter((day) => Math.abs(daysBetween(day.date, date)) <= 1);
  return near.length > 0 && isAway(near, instantAt(roster.timeZone, date, minute));
}

/** Whether every shift of that day begins while they are on leave. */
export function isAwayAllDay(making: Making, options: readonly PatternOption[], person: Person, date: string): boolean {
  return options.every(({ startsAt }) => isAwayAt(making, person, date, startsAt));
}
