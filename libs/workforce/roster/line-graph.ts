import type { Employee, RosterProblem } from './roster-problem.js';

/** No way leads there. */
export const NOWHERE = -1;

/**
 * How an employee's day may follow the one before, whatever was worked in all: a node is rest that has gone on for so many days, or work that has,
 * with its last shift. Runs that began at the edge of the horizon may be short: rest there counts as long enough, work has nodes of its own.
 */
export interface LineGraph {
  readonly nodes: number;
  /** Shifts that the employee may work, by their places in the problem. */
  readonly shifts: readonly number[];
  /** Before the first day. */
  readonly start: number;
  /** For each node the one that a day off leads to. */
  readonly restsTo: Int32Array;
  /** At node × shifts + shift: the one that the shift leads to. */
  readonly worksTo: Int32Array;
  /** The shift of a node, as a place in the problem; −1: rest. */
  readonly shiftOf: Int32Array;
}

export function lineGraph(problem: RosterProblem, employee: Employee): LineGraph {
  const { leastConsecutiveShifts, mostConsecutiveShifts: most } = employee;
  const shifts = problem.shifts.flatMap((_, shift) => (employee.mostOfShift[shift]! > 0 ? [shift] : []));
  const rests = Math.max(1, employee.leastConsecutiveDaysOff);
  const rested = rests - 1;
  const start = rests + 2 * most * shifts.length;
  const workNode = (length: number, atEdge: boolean, place: number) =>
    rests + ((atEdge ? most : 0) + length - 1) * shifts.length + place;
  const restsTo = new Int32Array(start + 1).fill(NOWHERE);
  const worksTo = new Int32Array((start + 1) * shifts.length).fill(NOWHERE);
  const shiftOf = new Int32Array(start + 1).fill(NOWHERE);
  for (let days = 0; days < rests; days++) restsTo[days] = Math.min(days + 1, rested);
  shifts.forEach((_, place) => {
    worksTo[rested * shifts.length + place] = workNode(1, false, place);
    worksTo[start * shifts.length + place] = workNode(1, true, place);
  });
  restsTo[start] = rested;
  for (const atEdge of [false, true])
    for (let length = 1; length <= most; length++)
      shifts.forEach((before, place) => {
        const node = workNode(length, atEdge, place);
        shiftOf[node] = before;
        if (atEdge || length >= leastConsecutiveShifts) restsTo[node] = 0;
        if (length === most) return;
        shifts.forEach((after, next) => {
          if (problem.shifts[before]!.notFollowedBy.includes(after)) return;
          worksTo[node * shifts.length + next] = workNode(length + 1, atEdge, next);
        });
      });
  return { nodes: start + 1, shifts, start, restsTo, worksTo, shiftOf };
}
