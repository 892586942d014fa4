import type { Highs } from 'highs';
import { Dice } from '#libs/kernel/dice';
import { judgeRoster } from '#libs/workforce/roster/check-roster';
import { OFF, type Employee, type Roster, type RosterProblem } from '#libs/workforce/roster/roster-problem';
import { solveRoster } from '#libs/workforce/roster/solve-roster';
import { placePauses, type WorkedShift } from '#libs/workforce/shifts/placement';
import { countShifts } from '#libs/workforce/shifts/shift-counts';
import { paidMinutes, type ShiftOption } from '#libs/workforce/shifts/shift-option';
import { CannotPlay } from '../../world/cannot-play.js';
import { shiftPatterns } from './shift-patterns.js';

const DAY_MINUTES = 1_440;
const NEEDED_EVERY = 30;
const LEAST_REST = 11 * 60;
/** A week of forty hours, at most five days, two of them off together. */
const CONTRACT = { mostMinutes: 2_400, leastMinutes: 0, mostConsecutiveShifts: 5, leastConsecutiveShifts: 1 };
/** Not everybody can have every shift: so many more people than the hours alone would take. */
const SLACK = 1.25;
const COSTS = { tooFew: 100, tooMany: 10 };

export interface WeekNeeds {
  /** From Monday on, of each half hour from midnight. */
  readonly needed: readonly (readonly number[])[];
  /** Minutes after midnight. */
  readonly opensAt: number;
  readonly closesAt: number;
}

export interface RosteredDay {
  /** How many are at work in each five minutes from midnight on, pauses taken off. */
  readonly present: readonly number[];
  readonly people: number;
  readonly paidHours: number;
}

const FIVE = 5;

/**
 * Who works which shift in a week, by what is needed, and of one day of it who is there when. The roster is the best of so many seconds.
 * @throws CannotPlay when none is found in that time; Error when the roster breaks a rule, which the judge knows nothing of how it was made
 */
export function rosteredDay(highs: Highs, week: WeekNeeds, weekday: number, seconds: number): RosteredDay {
  const options = shiftPatterns(week.opensAt, week.closesAt);
  const hours = week.needed.flat().reduce((sum, count) => sum + count, 0) / 2;
  const people = Math.ceil((hours * SLACK * 60) / CONTRACT.mostMinutes) + 2;
  const { counts } = countShifts(highs, {
    ...{ intervalMinutes: NEEDED_EVERY, needed: week.needed, options, seats: Infinity },
    ...{ people: week.needed.map(() => people), weeklyMinutes: people * CONTRACT.mostMinutes },
  });
  const problem = problemOf(options, counts, people);
  const roster = best(highs, problem, seconds);
  if (roster.flat().every((shift) => shift === OFF))
    throw new CannotPlay('No roster was found in time; the machine is too slow.');
  const broken = judgeRoster(problem, roster).violations;
  if (broken.length > 0) throw new Error(`the roster breaks a rule: ${JSON.stringify(broken[0])}`);
  const worked = roster.flatMap((line) => (line[weekday] === OFF ? [] : [options[line[weekday]!]!]));
  return {
    present: presentOf(worked, week.needed[weekday]!),
    people: worked.length,
    paidHours: worked.reduce((sum, option) => sum + paidMinutes(option), 0) / 60,
  };
}

function problemOf(
  options: readonly ShiftOption[],
  counts: readonly (readonly number[])[],
  people: number,
): RosterProblem {
  const employee: Omit<Employee, 'id'> = {
    ...CONTRACT,
    ...{ mostOfShift: options.map(() => 5), leastConsecutiveDaysOff: 2, mostWeekends: 1, daysOff: [], wishes: [] },
  };
  return {
    days: counts.length,
    shifts: options.map((option, at) => ({
      ...{ id: String(at), minutes: paidMinutes(option) },
      notFollowedBy: options.flatMap((next, after) =>
        DAY_MINUTES + next.startsAt - (option.startsAt + option.minutes) < LEAST_REST ? [after] : [],
      ),
    })),
    employees: Array.from({ length: people }, (_, at) => ({ id: `agent ${at + 1}`, ...employee })),
    cover: counts.flatMap((ofDay, day) => ofDay.map((needed, shift) => ({ day, shift, needed, ...COSTS }))),
  };
}

function best(highs: Highs, problem: RosterProblem, seconds: number): Roster {
  const until = performance.now() + seconds * 1_000;
  const left = () => (until - performance.now()) / 1_000;
  let roster: Roster = [];
  for (const progress of solveRoster(problem, { highs, dice: new Dice(1), relaxes: true, left }))
    roster = progress.roster;
  return roster;
}

function presentOf(worked: readonly ShiftOption[], needed: readonly number[]): number[] {
  const shifts = worked.map(({ startsAt, minutes, pauses }): WorkedShift => ({
    ...{ from: startsAt, to: startsAt + minutes, pauses, taken: [] },
  }));
  const pauses = placePauses(shifts, { intervalMinutes: NEEDED_EVERY, needed });
  const present = new Array<number>(DAY_MINUTES / FIVE).fill(0);
  const count = (from: number, to: number, by: number) => {
    for (let at = from / FIVE; at < to / FIVE; at++) present[at]! += by;
  };
  shifts.forEach(({ from, to }) => count(from, to, 1));
  pauses.flat().forEach(({ from, to }) => count(from, to, -1));
  return present;
}
