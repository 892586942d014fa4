import type { Highs, Model } from 'highs';
import { FEASIBLE, MISSING, NoShiftCounts, SECONDS } from './shift-counts.js';

export interface Column {
  readonly cost: number;
  readonly most: number;
  readonly isWhole?: boolean;
  /** Row and value. */
  readonly entries: readonly (readonly [number, number])[];
}

const OPTIMALITY_GAP = 0.01;
/** What is not worth a search: a person who is missing for two intervals. */
const ENOUGH = 2 * MISSING;
/** Further than that from the best, and than this part of the cost, it goes on for longer: nobody at work is an answer, too. */
const WORTH_TAKING = 10 * MISSING;
const WORTH_TAKING_PART = 0.1;

/** A linear program, whole numbers among its columns, put together row by row and column by column; columns are 0 at least. */
export class LinearModel {
  readonly #lower: number[] = [];
  readonly #upper: number[] = [];
  readonly #columns: Column[] = [];

  /** @returns its number */
  row(lower: number, upper: number): number {
    this.#upper.push(upper);
    return this.#lower.push(lower) - 1;
  }

  /** @returns its number */
  column(column: Column): number {
    return this.#columns.push(column) - 1;
  }

  /** @returns the value of each column @param isRelaxed whole numbers may be broken @throws NoShiftCounts */
  solve(highs: Highs, isRelaxed = false): Float64Array {
    const columns = this.#columns;
    const shape = { numCols: columns.length, numRows: this.#lower.length };
    const starts = [0];
    for (const { entries } of columns) starts.push(starts.at(-1)! + entries.length);
    const model = highs.createModel({
      ...shape,
      colCost: columns.map(({ cost }) => cost),
      colLower: columns.map(() => 0),
      colUpper: columns.map(({ most }) => most),
      ...{ rowLower: this.#lower, rowUpper: this.#upper },
      matrix: {
        ...{ format: 'csc' as const, ...shape, starts },
        indices: columns.flatMap(({ entries }) => entries.map(([row]) => row)),
        values: columns.flatMap(({ entries }) => entries.map(([, value]) => value)),
      },
    });
    try {
      model.options.set({ output_flag: false, mip_rel_gap: OPTIMALITY_GAP, mip_abs_gap: ENOUGH });
      const whole = isRelaxed ? [] : columns.flatMap(({ isWhole }, at) => (isWhole ? [at] : []));
      const types = new Int32Array(whole.length).fill(1);
      if (whole.length > 0) model.changeColsIntegrality({ kind: 'set', indices: Int32Array.from(whole) }, types);
      return solved(model, whole.length > 0);
    } finally {
      model.dispose();
    }
  }
}

function isNearBound({ info }: Model): boolean {
  const cost = Number(info.get('objective_function_value'));
  return cost - Number(info.get('mip_dual_bound')) <= Math.max(WORTH_TAKING, WORTH_TAKING_PART * cost);
}

function solved(model: Model, hasWhole: boolean): Float64Array {
  let isFeasible = false;
  for (const seconds of SECONDS) {
    model.options.set({ time_limit: model.getRunTime() + seconds });
    model.run();
    isFeasible = model.info.get('primal_solution_status') === FEASIBLE;
    if (isFeasible && (!hasWhole || isNearBound(model))) break;
  }
  if (!isFeasible) throw new NoShiftCounts('no answer was found in time');
  return model.getSolution().colValue;
}
