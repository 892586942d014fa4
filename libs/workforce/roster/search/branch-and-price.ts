import { split, undecided, wholeProblem, type Branch } from './branch.js';
import { generateColumns, type KnownBound } from './column-generation.js';
import { CoverTally } from '../cover-tally.js';
import { MasterProblem, withColumns } from './master-problem.js';
import { nearestColumns } from './nearest-columns.js';
import type { Roster } from '../roster-problem.js';
import type { SearchTools } from './search-tools.js';
import type { WorkforceLines } from '../line/workforce-lines.js';

/**
 * All rosters, part by part: what the relaxation of a part does not agree about is settled one way, then the other, and a part in which nothing is
 * cheap enough is left out (branch and price; Barnhart et al. 1998). Parts are looked at depth first, so that it finds rosters on the way;
 * it can be left and gone on with.
 */
export class BranchAndPrice {
  /** The next one last. */
  readonly #open: Branch[];
  readonly #everybody: readonly number[];
  readonly #missing: (place: number) => number;

  constructor(
    lines: WorkforceLines,
    private readonly roster: Roster,
    known: KnownBound,
  ) {
    this.#open = [wholeProblem(lines, roster, known)];
    this.#everybody = [...roster.keys()];
    const nobody = new CoverTally(lines.problem);
    this.#missing = (place) => nobody.missing(place);
  }

  /** No roster that was not found costs less; ∞ once everything has been looked at. */
  get bound(): number {
    return this.#open.reduce((least, branch) => Math.min(least, branch.least), Infinity);
  }

  /** Looks on until a roster is found, everything has been looked at, or the time is over. @param most what it may cost */
  find(most: number, { highs, left }: Pick<SearchTools, 'highs' | 'left'>): Roster | undefined {
    for (let branch = this.#open.pop(); branch; branch = this.#open.pop()) {
      const master = new MasterProblem(highs, branch.lines, this.#everybody, this.#missing);
      try {
        const found = this.#look(branch, master, most, () => left() > 0);
        if (found) return found;
        if (left() <= 0) return undefined;
      } finally {
        master.dispose();
      }
    }
    return undefined;
  }

  #look(branch: Branch, master: MasterProblem, most: number, goesOn: () => boolean): Roster | undefined {
    for (const column of branch.columns) master.add(column);
    const open = new Map(this.#everybody.map((employee) => [employee, employee]));
    const { relaxed, known, converged, tooDear } = generateColumns(branch.lines, master, open, {
      ...{ goesOn, most, prices: branch.prices },
    });
    if (tooDear) return undefined;
    const { prices } = known;
    const columns = nearestColumns(branch.lines, master.columns, prices);
    const least = Math.max(branch.least, known.least);
    const looked = { lines: branch.lines, columns, prices, least };
    const choice = converged ? undecided(master.columns, relaxed.taken) : undefined;
    if (choice) this.#open.push(...split(looked, choice));
    else if (!converged) this.#open.push(looked);
    else return this.#whole(master, relaxed.taken);
    return undefined;
  }

  #whole({ columns }: MasterProblem, taken: Float64Array): Roster {
    return withColumns(
      this.roster,
      columns.filter((_, at) => taken[at]! > 0.5),
    );
  }
}
