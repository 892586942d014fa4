import type { MasterProblem, Relaxed } from './master-problem.js';
import type { WorkforceLines } from './workforce-lines.js';

/** Of one employee, as many new columns as at most come at once. */
const COLUMNS_AT_ONCE = 3;
const NOTHING = 1e-6;

export interface Generated {
  readonly relaxed: Relaxed;
  /** No whole choice of lines costs less (Lagrangian bound), whichever lines there may be. */
  readonly bound: number;
  /** No line is left that would make the relaxation cheaper. */
  readonly converged: boolean;
}

/**
 * Asks for better lines by what the relaxation pays for cover, until there are none.
 * @param open employees that are not fixed, with their places among the free ones @param goesOn asked before every round
 */
export function generateColumns(
  lines: WorkforceLines,
  master: MasterProblem,
  open: ReadonlyMap<number, number>,
  goesOn: (round: number) => boolean,
): Generated {
  let bound = -Infinity;
  let relaxed = master.relaxed();
  for (let round = 0; goesOn(round); round++) {
    let saved = 0;
    let added = false;
    for (const [employee, place] of open) {
      const price = relaxed.employeePrices[place]!;
      const found = lines.cheapest(employee, (at) => -relaxed.coverPrices[at]!, COLUMNS_AT_ONCE);
      saved += Math.min(0, found[0]!.cost - price);
      for (const { line, cost } of found) if (cost < price - NOTHING && master.add({ employee, line })) added = true;
    }
    bound = Math.max(bound, relaxed.cost + saved);
    if (!added) return { relaxed, bound, converged: true };
    relaxed = master.relaxed();
  }
  return { relaxed, bound, converged: false };
}
