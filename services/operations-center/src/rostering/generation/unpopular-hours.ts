import type { Burdens } from '#libs/workforce/roster/even-out';
import { OFF, type Roster as Lines } from '#libs/workforce/roster/roster-problem';
import { overlap } from '#libs/workforce/shifts/shift-option';
import { addDays, weekdayOf } from '../domain/dates.js';
import { isAway } from '../domain/leave-day.js';
import { isHoliday } from '../domain/work-calendar.js';
import type { WorkShift } from '../domain/work-shift.js';
import { isThere } from '../domain/work-terms.js';
import { shiftOf } from './made-shifts.js';
import type { Making, PatternOption, Person } from './making.js';

const DAY_MINUTES = 1_440;
/** What the square of an hour beyond a fair share costs, where a wish of one point costs three. */
const UNFAIR = 0.1;

/** What counts of a shift as nobody likes it: each hour by the weights of what it is, nights on a Sunday twice. */
export function unpopularHours({ rules, patterns }: Making, shift: WorkShift): number {
  const { night, nightFrom, nightUntil, weekend, holiday, undesired } = rules.unpopularHours;
  const end = shift.startMinute + (shift.endsAt.getTime() - shift.startsAt.getTime()) / 60_000;
  const ofDay = (date: string, from: number, to: number) => {
    const dark = overlap(from, to, 0, nightUntil) + overlap(from, to, nightFrom, DAY_MINUTES);
    const all = Math.max(0, to - from);
    return (
      night * dark +
      (weekdayOf(date) >= 5 ? weekend * all : 0) +
      (isHoliday(rules.law.calendar, date) ? holiday * all : 0) +
      (patterns.get(shift.patternId ?? '')?.isUndesired ? undesired * all : 0)
    );
  };
  const today = ofDay(shift.date, shift.startMinute, Math.min(end, DAY_MINUTES));
  return (today + ofDay(addDays(shift.date, 1), 0, Math.max(0, end - DAY_MINUTES))) / 60;
}

/** What everybody has beyond their fair share, in hours by their weight: each shift is shared by the contracts of those who could have had it. */
export function beyondFair(making: Making, shifts: readonly WorkShift[]): Map<string, number> {
  const beyond = new Map(making.people.map(({ id }) => [id, 0]));
  const add = (id: string, hours: number) => beyond.set(id, beyond.get(id)! + hours);
  const alike = Map.groupBy(shifts, ({ date, patternId, startMinute, endsAt }) =>
    [date, patternId, startMinute, endsAt.getTime()].join(),
  );
  for (const same of alike.values()) {
    const hours = unpopularHours(making, same[0]!);
    if (hours === 0) continue;
    for (const { agentId } of same) if (beyond.has(agentId ?? '')) add(agentId!, hours);
    const eligible = making.people.filter((person) => couldWork(person, same[0]!));
    const contracts = eligible.reduce((sum, { plan }) => sum + plan.mostWeeklyMinutes, 0);
    for (const { id, plan } of eligible) add(id, (-hours * same.length * plan.mostWeeklyMinutes) / contracts);
  }
  return beyond;
}

/** What they worked in the weeks before the roster. */
export function workedBefore({ around, roster }: Making): WorkShift[] {
  return around.filter(({ date }) => date < roster.startsOn);
}

/** What is fair of the shifts that were found, by what everybody had in the weeks before. */
export function burdensOf(making: Making, options: readonly PatternOption[], lines: Lines): Burdens {
  const { roster, people } = making;
  const dates = Array.from({ length: roster.weeks * 7 }, (_, day) => addDays(roster.startsOn, day));
  const found = people.flatMap(({ id }, at) =>
    lines[at]!.flatMap((option, day) =>
      option === OFF ? [] : [shiftOf(making, options[option]!, id, dates[day]!, new Date(0))],
    ),
  );
  const beyond = beyondFair(making, [...workedBefore(making), ...found]);
  const has = new Map(people.map(({ id }) => [id, 0]));
  for (const shift of found) has.set(shift.agentId!, has.get(shift.agentId!)! + unpopularHours(making, shift));
  return {
    weight: UNFAIR,
    ofShift: dates.flatMap((date) =>
      options.map((option) => unpopularHours(making, shiftOf(making, option, null, date, new Date(0)))),
    ),
    fair: people.map(({ id }) => has.get(id)! - beyond.get(id)!),
  };
}

function couldWork({ agent, plan, terms }: Person, shift: WorkShift): boolean {
  const isTheirs = shift.patternId === null || plan.patternIds.includes(shift.patternId);
  return isTheirs && agent.since <= shift.date && isThere(terms, shift) && !isAway(terms.leave, shift.startsAt);
}
