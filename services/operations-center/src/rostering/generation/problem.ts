import type { RosterProblem } from '#libs/workforce/roster/roster-problem';
import type { DemandForShifts } from '#libs/workforce/shifts/shift-counts';
import { paidMinutes } from '#libs/workforce/shifts/shift-option';
import { addDays, weekdayOf } from '../domain/dates.js';
import { isAwayAllDay } from './away.js';
import { employeeOf, type FairShares } from './employees.js';
import type { Making, PatternOption } from './making.js';
import { freeSeats } from './site-seats.js';

const DAY_MINUTES = 1_440;
const TOO_FEW = 100;
const TOO_MANY = 10;
const NOT_NEEDED = 25;
/** Beyond an even share, so often. */
const UNEVEN = 1;

/** What is asked first: how many of each shift, whoever of these people works them; seats are counted at one site of theirs at most. */
export function demandOf(making: Making, options: readonly PatternOption[]): DemandForShifts {
  const { roster, people, rules, drafted } = making;
  const dates = roster.demand.days.map(({ date }) => date);
  const [seats] = Object.values(freeSeats(making));
  return {
    intervalMinutes: roster.demand.intervalMinutes,
    needed: roster.demand.days.map(({ agents }) => agents),
    options: options.map(({ startsAt, minutes, pauses }) => ({ startsAt, minutes, pauses })),
    closed: dates.map((date) =>
      options.flatMap(({ pattern }, at) => (pattern.weekdays.includes(weekdayOf(date)) ? [] : [at])),
    ),
    people: dates.map((date) => people.filter((person) => !isAwayAllDay(making, options, person, date)).length),
    weeklyMinutes: people.reduce(
      (sum, { plan }) => sum + Math.min(plan.mostWeeklyMinutes, rules.law.mostWeeklyMinutes),
      0,
    ),
    seats,
    ...(drafted.length > 0 && {
      kept: dates.map((date) => options.map((option) => timesDrafted(drafted, date, option))),
    }),
  };
}

function timesDrafted(drafted: Making['drafted'], date: string, { pattern, startsAt }: PatternOption): number {
  return drafted.filter(
    (shift) => shift.date === date && shift.patternId === pattern.id && shift.startMinute === startsAt,
  ).length;
}

/** Then: who works them. @param counts for each day, how many work each option */
export function problemOf(
  making: Making,
  options: readonly PatternOption[],
  counts: readonly (readonly number[])[],
): RosterProblem {
  const { roster, people, rules } = making;
  const rest = Math.max(rules.law.leastRestMinutes, ...people.map(({ plan }) => plan.leastRestMinutes));
  const shares = fairShares(making, options, counts);
  return {
    days: roster.weeks * 7,
    shifts: options.map((option, at) => ({
      id: String(at),
      minutes: paidMinutes(option),
      notFollowedBy: options.flatMap((next, after) =>
        DAY_MINUTES + next.startsAt - (option.startsAt + option.minutes) < rest ? [after] : [],
      ),
    })),
    employees: people.map((person) => employeeOf(making, options, person, shares)),
    cover: counts.flatMap((ofDay, day) =>
      ofDay.map((needed, shift) => ({
        ...{ day, shift, needed, tooFew: TOO_FEW, tooMany: needed > 0 ? TOO_MANY : NOT_NEEDED },
      })),
    ),
  };
}

/** Undesired shifts and weekends are shared out: nobody gets many more than an even share. */
function fairShares(
  { roster, people }: Making,
  options: readonly PatternOption[],
  counts: readonly (readonly number[])[],
): FairShares {
  const weekendShifts = counts
    .filter((_, day) => weekdayOf(addDays(roster.startsOn, day)) >= 5)
    .flat()
    .reduce((sum, count) => sum + count, 0);
  return {
    mostOfOption: options.map(({ pattern }, at) => {
      if (!pattern.isUndesired) return Infinity;
      const may = people.filter(({ plan }) => plan.patternIds.includes(pattern.id)).length;
      const needed = counts.reduce((sum, ofDay) => sum + ofDay[at]!, 0);
      return Math.ceil(needed / Math.max(1, may)) + UNEVEN;
    }),
    weekends: Math.ceil(weekendShifts / Math.max(1, people.length)) + UNEVEN,
  };
}
