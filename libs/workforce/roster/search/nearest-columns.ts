import type { Column } from './master-problem.js';
import type { WorkforceLines } from '../line/workforce-lines.js';

/** So many of an employee. */
const COLUMNS_KEPT = 50;

/** Those that are nearest to being taken, so that a smaller program can go on from a larger one. @param prices what is paid for cover */
export function nearestColumns(lines: WorkforceLines, columns: readonly Column[], prices: Float64Array): Column[] {
  return [...Map.groupBy(columns, ({ employee }) => employee).values()].flatMap((own) =>
    own
      .map((column) => ({ column, cost: lines.costAt(column.employee, column.line, prices) }))
      .sort((a, b) => a.cost - b.cost)
      .slice(0, COLUMNS_KEPT)
      .map(({ column }) => column),
  );
}
