import type { MasterProblem, Relaxed } from './master-problem.js';
import type { WorkforceLines } from '../line/workforce-lines.js';

/** Of one employee, as many new columns as at most come at once. */
const COLUMNS_AT_ONCE = 3;
const NOTHING = 1e-6;
/** How much of the prices of the round before stays: what the relaxation pays for cover jumps to and fro. */
const KEPT = 0.7;

/** That no whole choice of lines costs less, whichever lines there may be, by what is paid for cover. */
export interface KnownBound {
  /** As it is computed: not rounded. */
  readonly least: number;
  /** At day × shifts + shift. */
  readonly prices: Float64Array;
  /** By these prices, in the order of the free employees. */
  readonly cheapest: readonly number[];
}

export interface Generated {
  readonly relaxed: Relaxed;
  /** Where nobody is fixed. */
  readonly known: KnownBound;
  /** No line is left that would make the relaxation cheaper. */
  readonly converged: boolean;
  /** Nothing costs as little as it may. */
  readonly tooDear: boolean;
}

export interface Limits {
  /** Asked before every round. */
  readonly goesOn: (round: number) => boolean;
  /** A bound above it is enough. */
  readonly most?: number;
  /** Prices to begin with, where some are known that are nearly right. */
  readonly prices?: Float64Array | undefined;
}

/**
 * Asks for better lines by what the relaxation pays for cover, until there are none. Prices are smoothed from round to round (Neame 1999), and
 * each gives a bound (Lagrange).
 * @param open employees that are not fixed, with their places among the free ones
 */
export function generateColumns(
  lines: WorkforceLines,
  master: MasterProblem,
  open: ReadonlyMap<number, number>,
  { goesOn, most = Infinity, prices: begin }: Limits,
): Generated {
  let relaxed = master.relaxed();
  let prices = begin ?? relaxed.coverPrices;
  let known: KnownBound = { least: -Infinity, prices, cheapest: [] };
  for (let round = 0; goesOn(round); round++) {
    const cheapest: number[] = [];
    let improved = false;
    for (const [employee, place] of open) {
      const found = lines.cheapest(employee, (at) => -prices[at]!, COLUMNS_AT_ONCE);
      cheapest.push(found[0]!.cost);
      for (const { line } of found) {
        const saves = relaxed.employeePrices[place]! - lines.costAt(employee, line, relaxed.coverPrices);
        if (saves > NOTHING && master.add({ employee, line })) improved = true;
      }
    }
    const least = cheapest.reduce((sum, cost) => sum + cost, master.valueOfCover(prices));
    if (least > known.least) known = { least, prices, cheapest };
    if (known.least > most + NOTHING) return { relaxed, known, converged: false, tooDear: true };
    if (!improved && prices === relaxed.coverPrices) return { relaxed, known, converged: true, tooDear: false };
    const before = prices;
    if (improved) relaxed = master.relaxed();
    prices = improved
      ? relaxed.coverPrices.map((price, at) => KEPT * before[at]! + (1 - KEPT) * price)
      : relaxed.coverPrices;
  }
  return { relaxed, known, converged: false, tooDear: false };
}
