import type { Employee } from '../roster-problem.js';
import type { ShiftKind } from './shift-kinds.js';

/** In place of a kind of shift: a day off. */
export const REST = -1;

/** A day: from the node before it to the one after it. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  /** Among the kinds of shifts, or {@link REST}. */
  readonly kind: number;
  readonly afterWork: boolean;
}

/**
 * How an employee's day may follow the one before, whatever was worked in all: a node is rest that has gone on for so many days, or work that has,
 * with its last kind of shift. Runs that began at the edge of the horizon may be short: rest there counts as long enough, work has nodes of its own,
 * and begins at the length that it had before the horizon.
 */
export interface LineGraph {
  readonly nodes: number;
  /** Before the first day. */
  readonly start: number;
  readonly arcs: readonly Arc[];
  /** For each node those that lead to it. */
  readonly into: readonly (readonly Arc[])[];
}

export function lineGraph(kinds: readonly ShiftKind[], employee: Employee): LineGraph {
  const { leastConsecutiveShifts, mostConsecutiveShifts: most, workedBefore = 0 } = employee;
  const rests = Math.max(1, employee.leastConsecutiveDaysOff);
  const rested = rests - 1;
  const start = rests + 2 * most * kinds.length;
  const workNode = (length: number, atEdge: boolean, kind: number) =>
    rests + ((atEdge ? most : 0) + length - 1) * kinds.length + kind;
  const arcs: Arc[] = [{ from: start, to: rested, kind: REST, afterWork: false }];
  for (let days = 0; days < rests; days++)
    arcs.push({ from: days, to: Math.min(days + 1, rested), kind: REST, afterWork: false });
  kinds.forEach((_, kind) => {
    arcs.push({ from: rested, to: workNode(1, false, kind), kind, afterWork: false });
    if (workedBefore < most)
      arcs.push({ from: start, to: workNode(workedBefore + 1, true, kind), kind, afterWork: false });
  });
  for (const atEdge of [false, true])
    for (let length = 1; length <= most; length++)
      kinds.forEach(({ notFollowedBy }, before) => {
        const from = workNode(length, atEdge, before);
        if (atEdge || length >= leastConsecutiveShifts) arcs.push({ from, to: 0, kind: REST, afterWork: true });
        if (length === most) return;
        kinds.forEach((_, kind) => {
          if (notFollowedBy.has(kind)) return;
          arcs.push({ from, to: workNode(length + 1, atEdge, kind), kind, afterWork: true });
        });
      });
  const into = Array.from({ length: start + 1 }, (): Arc[] => []);
  for (const arc of arcs) into[arc.to]!.push(arc);
  return { nodes: start + 1, start, arcs, into };
}
