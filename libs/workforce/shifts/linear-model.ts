import type { Highs, Model } from 'highs';

export interface Column {
  readonly cost: number;
  readonly most: number;
  readonly isWhole?: boolean;
  /** Row and value. */
  readonly entries: readonly (readonly [number, number])[];
}

const OPTIMALITY_GAP = 0.01;

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

  /** @returns the value of each column */
  solve(highs: Highs, solved: (model: Model) => Float64Array): Float64Array {
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
      model.options.set({ output_flag: false, mip_rel_gap: OPTIMALITY_GAP });
      const whole = columns.flatMap(({ isWhole }, at) => (isWhole ? [at] : []));
      model.changeColsIntegrality(
        { kind: 'set', indices: Int32Array.from(whole) },
        new Int32Array(whole.length).fill(1),
      );
      return solved(model);
    } finally {
      model.dispose();
    }
  }
}
