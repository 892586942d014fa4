import type { Employee, RosterLine } from '../roster-problem.js';
import { OFF } from '../roster-problem.js';

/** What a line of an employee costs by its wishes: `fixed` when nothing is worked, and what each shift on each day adds. */
export interface LineCosts {
  readonly fixed: number;
  /** At day × shifts + shift. */
  readonly added: Float64Array;
}

export function wishCosts({ wishes }: Employee, days: number, shifts: number): LineCosts {
  const added = new Float64Array(days * shifts);
  let fixed = 0;
  for (const { day, shift, wanted, weight } of wishes) {
    if (wanted) fixed += weight;
    added[day * shifts + shift]! += wanted ? -weight : weight;
  }
  return { fixed, added };
}

export function costOf(line: RosterLine, { fixed, added }: LineCosts, shifts: number): number {
  return line.reduce((sum, shift, day) => sum + (shift === OFF ? 0 : added[day * shifts + shift]!), fixed);
}
