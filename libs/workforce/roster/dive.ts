import type { Highs } from 'highs';
import { generateColumns } from './column-generation.js';
import type { CoverTally } from './cover-tally.js';
import { MasterProblem, type Column, type Relaxed } from './master-problem.js';
import type { WorkforceLines } from './workforce-lines.js';

/** A column that is taken so much is taken whole. */
const NEARLY_WHOLE = 0.8;
/** After some are fixed, the others have so many rounds to find what fits beside them. */
const ROUNDS = 30;
/** So many columns of an employee are kept then. */
const COLUMNS_KEPT = 50;

/**
 * From the relaxation to a whole choice: what is nearly taken is fixed, the others look for new columns beside it, and so on, until everybody is
 * fixed or nothing can cost so little any more (diving; Joncour et al. 2010).
 * @param columns of the relaxation @param tally of those who have no part in it; gets all who are fixed @param most of the whole choice
 * @param goesOn asked before every round @returns the column of each free employee; null: none was found in time
 */
export function dive(
  lines: WorkforceLines,
  highs: Highs,
  relaxed: Relaxed,
  columns: readonly Column[],
  tally: CoverTally,
  most: number,
  goesOn: () => boolean,
): Column[] | null {
  const taken: Column[] = [];
  let [current, left, budget] = [relaxed, columns, most];
  for (;;) {
    const whole = nearlyWhole(left, current.taken);
    for (const { employee, line } of whole) {
      tally.add(line);
      budget -= lines.wishCost(employee, line);
    }
    taken.push(...whole);
    left = nearest(lines, left, current, new Set(whole.map(({ employee }) => employee)));
    if (left.length === 0) return taken;
    const open = [...new Set(left.map(({ employee }) => employee))];
    const master = new MasterProblem(highs, lines, open, (place) => tally.missing(place));
    try {
      for (const column of left) master.add(column);
      const places = new Map(open.map((employee, place) => [employee, place]));
      const next = generateColumns(lines, master, places, (round) => round < ROUNDS && goesOn(), budget);
      if (next.known.least > budget || !goesOn()) return null;
      [current, left] = [next.relaxed, master.columns];
    } finally {
      master.dispose();
    }
  }
}

/** One column at least, and one of an employee at most. */
function nearlyWhole(columns: readonly Column[], taken: Float64Array): Column[] {
  const most = new Map<number, number>();
  columns.forEach(({ employee }, at) => {
    const had = most.get(employee);
    if (had === undefined || taken[at]! > taken[had]!) most.set(employee, at);
  });
  const best = [...most.values()].sort((a, b) => taken[b]! - taken[a]!);
  const nearly = best.filter((at) => taken[at]! >= NEARLY_WHOLE);
  return (nearly.length > 0 ? nearly : best.slice(0, 1)).map((at) => columns[at]!);
}

/** Of those who are not fixed, the columns nearest to being taken. */
function nearest(
  lines: WorkforceLines,
  columns: readonly Column[],
  { coverPrices }: Relaxed,
  fixed: ReadonlySet<number>,
): Column[] {
  const open = columns.filter(({ employee }) => !fixed.has(employee));
  return [...Map.groupBy(open, ({ employee }) => employee).values()].flatMap((own) =>
    own
      .map((column) => ({ column, cost: lines.costAt(column.employee, column.line, coverPrices) }))
      .sort((a, b) => a.cost - b.cost)
      .slice(0, COLUMNS_KEPT)
      .map(({ column }) => column),
  );
}
