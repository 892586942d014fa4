import { BranchAndPrice } from './branch-and-price.js';
import { bestResponses } from '../line/best-responses.js';
import type { KnownBound } from './column-generation.js';
import { shuffled, someFree } from './free-employees.js';
import { MOST_AT_ONCE, withOthersFixed } from './neighbourhood.js';
import { fromRelaxation } from './relaxation.js';
import type { Roster, RosterProblem } from '../roster-problem.js';
import type { SearchTools } from './search-tools.js';
import { WorkforceLines } from '../line/workforce-lines.js';

export interface Progress {
  /** The best there is so far. */
  readonly roster: Roster;
  readonly cost: number;
  /** No roster costs less; −∞ while nothing is known. */
  readonly bound: number;
  readonly known: KnownBound | undefined;
  /** What was done last. */
  readonly step: 'constructed' | 'bounded' | 'dived' | 'chosen' | 'looked at all' | 'improved';
}

/** What another search of the same problem has found. */
export type Heard = Pick<Progress, 'roster' | 'known'>;

/** Costs are whole numbers, so that a bound counts rounded up; but for what arithmetic loses. */
const LOST = 1e-4;
/** People who are free together, one size after the other. */
const SIZES = [4, 6, 8, 10, 12, MOST_AT_ONCE];
/** And of larger problems by turns so many, or such a share. */
const LARGEST = 30;
const LARGEST_SHARE = 0.85;
/** Neighbourhoods without a better roster before another size is tried. */
const PATIENCE = 12;
/** Of the time that is left, what is given to all that could be better, each time. */
const WHOLE_SHARE = 0.2;

/**
 * Rosters, ever better ones, until the time is over or one is as good as the bound: everybody's best response, a bound and a roster by column
 * generation with diving, the best whole choice among its columns, then neighbourhoods of some people at a time, each solved
 * in the same way (large neighbourhood search; Shaw 1998). All that could be better is looked at before each turn through their sizes.
 */
export function* solveRoster(problem: RosterProblem, tools: SearchTools): Generator<Progress, void, Heard | undefined> {
  const lines = new WorkforceLines(problem);
  const everybody = problem.employees.map((_, at) => at);
  const goesOn = () => tools.left() > 0;
  let roster = bestResponses(lines, everybody, () => false);
  let cost = lines.cost(roster);
  let bound = -Infinity;
  let known: KnownBound | undefined;
  const progress = (step: Progress['step']): Progress => ({ roster, cost, bound, known, step });
  const take = (other: Roster | undefined) => {
    const offered = other && lines.cost(other);
    if (offered === undefined || offered >= cost) return false;
    [roster, cost] = [other!, offered];
    return true;
  };
  const hear = (heard: Heard | undefined) => {
    known ??= heard?.known;
    take(heard?.roster);
  };
  const solved = () => cost <= bound;
  hear(yield progress('constructed'));
  take(bestResponses(lines, everybody, goesOn, roster));
  hear(yield progress('constructed'));
  for (const part of tools.relaxes && lines.exact ? fromRelaxation(lines, roster, tools) : []) {
    known ??= part.known;
    if (known) bound = Math.ceil(known.least - LOST);
    if (part.roster) take(bestResponses(lines, shuffled(everybody, tools.dice), goesOn, part.roster));
    hear(yield progress(part.step));
    if (solved()) return;
  }
  const sizes = sizesOf(lines);
  let [at, fruitless] = [0, 0];
  const whole = tools.relaxes && known ? new BranchAndPrice(lines, roster, known) : undefined;
  let wholeIsNext = true;
  while (goesOn() && !solved()) {
    if (fruitless >= PATIENCE) [at, fruitless, wholeIsNext] = [(at + 1) % sizes.length, 0, at + 1 === sizes.length];
    if (whole && wholeIsNext) {
      wholeIsNext = false;
      const until = tools.left() * (1 - WHOLE_SHARE);
      take(whole.find(cost - 1, { ...tools, left: () => tools.left() - until }));
      bound = Math.max(bound, Math.min(cost, Math.ceil(whole.bound - LOST)));
      hear(yield progress('looked at all'));
      continue;
    }
    const free = someFree(lines, roster, sizes[at]!, tools.dice, known);
    const better = take(withOthersFixed(lines, roster, free, tools));
    fruitless = better ? 0 : fruitless + 1;
    hear(yield progress('improved'));
  }
}

/** The largest by turns with the others, where everybody can be priced exactly. */
function sizesOf(lines: WorkforceLines): number[] {
  const largest = Math.min(LARGEST, Math.ceil(lines.problem.employees.length * LARGEST_SHARE));
  return largest > MOST_AT_ONCE && lines.exact ? SIZES.flatMap((size) => [largest, size]) : SIZES;
}
