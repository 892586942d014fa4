import { generateColumns } from './column-generation.js';
import type { MasterProblem, Relaxed } from './master-problem.js';
import type { WorkforceLines } from './workforce-lines.js';

/** A column that is taken so much is taken whole. */
const NEARLY_WHOLE = 0.8;
/** After some are fixed, the others have so many rounds to find what fits beside them. */
const ROUNDS = 6;

/**
 * From the relaxation to a whole choice: what is nearly taken is fixed, the others look for new columns beside it, and so on (diving;
 * Joncour et al. 2010).
 * @param goesOn asked before every step @returns the column of each free employee; null: it was not to go on
 */
export function dive(
  lines: WorkforceLines,
  master: MasterProblem,
  free: readonly number[],
  relaxed: Relaxed,
  goesOn: () => boolean,
): number[] | null {
  const open = new Map(free.map((employee, place) => [employee, place]));
  const taken: number[] = [];
  let current = relaxed;
  while (open.size > 0) {
    if (!goesOn()) return null;
    for (const column of nearlyWhole(master, open, current.taken)) {
      master.fix(column);
      open.delete(master.columns[column]!.employee);
      taken.push(column);
    }
    if (open.size > 0) current = generateColumns(lines, master, open, (round) => round < ROUNDS && goesOn()).relaxed;
  }
  return taken;
}

/** One column at least, and one of an employee at most. */
function nearlyWhole(master: MasterProblem, open: ReadonlyMap<number, number>, taken: Float64Array): number[] {
  const most = new Map<number, number>();
  master.columns.forEach(({ employee }, at) => {
    const had = most.get(employee);
    if (open.has(employee) && (had === undefined || taken[at]! > taken[had]!)) most.set(employee, at);
  });
  const columns = [...most.values()].sort((a, b) => taken[b]! - taken[a]!);
  const nearly = columns.filter((at) => taken[at]! >= NEARLY_WHOLE);
  return nearly.length > 0 ? nearly : columns.slice(0, 1);
}
