import type { KnownBound } from './column-generation.js';
import type { Column } from './master-problem.js';
import type { WorkforceLines } from '../line/workforce-lines.js';

/**
 * All lines that can have a part in a cheaper choice than a known one: at the prices that give a bound, none of them costs more above the cheapest
 * of its employee than lies between that choice and the bound (enumeration by reduced costs; Baldacci et al. 2008).
 * @param free whose lines @param mostCost of a choice that is cheaper @param most so many at most
 * @returns null: there are more
 */
export function usefulLines(
  lines: WorkforceLines,
  free: readonly number[],
  known: KnownBound,
  mostCost: number,
  most: number,
): Column[] | null {
  const found: Column[] = [];
  for (const [place, employee] of free.entries()) {
    const mostOfLine = known.cheapest[place]! + mostCost - known.least;
    const useful = lines.within(employee, (at) => -known.prices[at]!, mostOfLine, most - found.length);
    if (useful === null) return null;
    for (const line of useful) found.push({ employee, line });
  }
  return found;
}
