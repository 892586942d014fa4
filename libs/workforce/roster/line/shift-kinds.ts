import type { Employee, RosterProblem } from '../roster-problem.js';

/** Shifts that no rule of an employee tells apart; on each day the cheapest of them stands for all. */
export interface ShiftKind {
  /** By their places in the problem. */
  readonly shifts: readonly number[];
  readonly minutes: number;
  /** Kinds that may not be worked on the day after. */
  readonly notFollowedBy: ReadonlySet<number>;
}

/** @param counted shifts of which there may be so many, each a kind of its own */
export function shiftKinds(problem: RosterProblem, employee: Employee, counted: ReadonlySet<number>): ShiftKind[] {
  const worked = problem.shifts.flatMap((_, shift) => (employee.mostOfShift[shift]! > 0 ? [shift] : []));
  const forbids = (before: number, after: number) => problem.shifts[before]!.notFollowedBy.includes(after);
  const traits = (shift: number) => [
    problem.shifts[shift]!.minutes,
    worked.map((other) => [forbids(shift, other), forbids(other, shift)]),
    counted.has(shift) && shift,
  ];
  const alike = [...Map.groupBy(worked, (shift) => JSON.stringify(traits(shift))).values()];
  return alike.map((shifts) => ({
    shifts,
    minutes: problem.shifts[shifts[0]!]!.minutes,
    notFollowedBy: new Set(alike.flatMap((others, kind) => (forbids(shifts[0]!, others[0]!) ? [kind] : []))),
  }));
}
