import type { Dice } from '#libs/kernel/dice';
import { generateColumns } from './column-generation.js';
import type { CoverTally } from '../cover-tally.js';
import { MasterProblem, type Column, type Relaxed } from './master-problem.js';
import { nearestColumns } from './nearest-columns.js';
import type { SearchTools } from './search-tools.js';
import type { WorkforceLines } from '../line/workforce-lines.js';

/** A column that is taken so much is taken whole. */
const NEARLY_WHOLE = 0.8;
/** After some are fixed, the others have so many rounds to find what fits beside them. */
const ROUNDS = 30;
/** In thousandths, by how much the share of a column may count more: no two dives go the same way. */
const LUCK = 500;

/** Where a dive begins. */
export interface DiveStart {
  readonly relaxed: Relaxed;
  readonly columns: readonly Column[];
  /** Of those who have no part in it; gets all who are fixed. */
  readonly tally: CoverTally;
  /** What cover and the wishes of those who have a part may cost. */
  readonly most: number;
}

/**
 * From the relaxation to a whole choice: what is nearly taken is fixed, the others look for new columns beside it, and so on, until everybody is
 * fixed or nothing can cost so little any more (diving; Joncour et al. 2010).
 * @returns a column of each who has a part; null: there is none by this way, or none in time
 */
export function dive(
  lines: WorkforceLines,
  { relaxed, columns, tally, most }: DiveStart,
  { highs, dice, left: seconds }: SearchTools,
): Column[] | null {
  const taken: Column[] = [];
  let [current, left, budget] = [relaxed, columns, most];
  for (;;) {
    const whole = nearlyWhole(left, current.taken, dice);
    for (const { employee, line } of whole) {
      tally.add(line);
      budget -= lines.wishCost(employee, line);
    }
    taken.push(...whole);
    const fixed = new Set(whole.map(({ employee }) => employee));
    const others = left.filter(({ employee }) => !fixed.has(employee));
    left = nearestColumns(lines, others, current.coverPrices);
    if (left.length === 0) return taken;
    const open = [...new Set(left.map(({ employee }) => employee))];
    const master = new MasterProblem(highs, lines, open, (place) => tally.missing(place));
    try {
      for (const column of left) master.add(column);
      const places = new Map(open.map((employee, place) => [employee, place]));
      const goesOn = (round: number) => round < ROUNDS && seconds() > 0;
      const next = generateColumns(lines, master, places, { goesOn, most: budget });
      if (next.tooDear || seconds() <= 0) return null;
      [current, left] = [next.relaxed, master.columns];
    } finally {
      master.dispose();
    }
  }
}

/** One column at least, and one of an employee at most. */
function nearlyWhole(columns: readonly Column[], taken: Float64Array, dice: Dice): Column[] {
  const most = new Map<number, number>();
  columns.forEach(({ employee }, at) => {
    const had = most.get(employee);
    if (had === undefined || taken[at]! > taken[had]!) most.set(employee, at);
  });
  const best = [...most.values()];
  const nearly = best.filter((at) => taken[at]! >= NEARLY_WHOLE);
  if (nearly.length > 0) return nearly.map((at) => columns[at]!);
  const lots = best.map((at) => ({ at, lot: taken[at]! * (1_000 + dice.below(LUCK)) }));
  return [columns[lots.reduce((a, b) => (b.lot > a.lot ? b : a)).at]!];
}
