/**
 * Who works which shift when, as a problem: shift scheduling of Curtois & Qu (2014, "Computational results on new staff scheduling benchmark
 * instances"). Days are counted from 0, a Monday; shifts by their place in `shifts`.
 */
export interface RosterProblem {
  readonly days: number;
  readonly shifts: readonly Shift[];
  readonly employees: readonly Employee[];
  readonly cover: readonly CoverDemand[];
}

export interface Shift {
  readonly id: string;
  readonly minutes: number;
  /** Shifts that may not be worked on the day after it. */
  readonly notFollowedBy: readonly number[];
}

/** Hard rules; runs at the edges of the horizon are taken to go on outside it, so that none there is too short. */
export interface Employee {
  readonly id: string;
  /** For each shift, how often at most. */
  readonly mostOfShift: readonly number[];
  readonly mostMinutes: number;
  readonly leastMinutes: number;
  readonly mostConsecutiveShifts: number;
  /** Days in a row, up to the first of the horizon, which a run that goes on from them has already; none: 0. */
  readonly workedBefore?: number;
  readonly leastConsecutiveShifts: number;
  readonly leastConsecutiveDaysOff: number;
  /** A weekend counts when its Saturday or Sunday is worked. */
  readonly mostWeekends: number;
  readonly daysOff: readonly number[];
  /** In each week from a Monday; none: only {@link mostMinutes} count. */
  readonly mostWeeklyMinutes?: number;
  /** What cannot be: somebody is not there at the time of a shift; or, as {@link OFF}, must work. */
  readonly impossible?: readonly DayShift[];
  /** What is settled: a shift, or {@link OFF}. */
  readonly settled?: readonly DayShift[];
  readonly wishes: readonly Wish[];
}

export interface DayShift {
  readonly day: number;
  readonly shift: number;
}

/** A request for a shift on a day, or not to have it; what is not granted costs its weight. */
export interface Wish {
  readonly day: number;
  readonly shift: number;
  readonly wanted: boolean;
  readonly weight: number;
}

/** How many are needed in a shift on a day, and what each one too few or too many costs. */
export interface CoverDemand {
  readonly day: number;
  readonly shift: number;
  readonly needed: number;
  readonly tooFew: number;
  readonly tooMany: number;
}

/** For one employee, day by day: a shift, or {@link OFF}. */
export type RosterLine = readonly number[];
export const OFF = -1;
/** A line for each employee, in their order. */
export type Roster = readonly RosterLine[];

export function isWeekend(day: number): boolean {
  return day % 7 >= 5;
}
