import type { Highs, Model } from 'highs';
import { OFF, type Roster, type RosterLine, type RosterProblem } from '../roster-problem.js';
import type { WorkforceLines } from '../line/workforce-lines.js';

export interface Column {
  readonly employee: number;
  readonly line: RosterLine;
}

export interface Relaxed {
  readonly cost: number;
  /** How much of each column is taken, 0 to 1. */
  readonly taken: Float64Array;
  /** What one more in a shift saves, at day × shifts + shift. */
  readonly coverPrices: Float64Array;
  /** What a line of an employee costs at most to be of use. */
  readonly employeePrices: Float64Array;
}

/** Costs are whole numbers: what is less than one from the best is the best. */
const NEARLY_ONE = 0.99;

export interface Chosen {
  /** A column for each free employee; null: none was found in time. */
  readonly taken: readonly Column[] | null;
  /** No whole choice among the columns costs less. */
  readonly bound: number;
}

/**
 * The columns there are, one for each employee to be taken, and what is missing or too many of cover paid for: a linear program that grows
 * by columns and is solved again from where it was (set covering by columns; Dantzig & Wolfe 1960).
 */
export class MasterProblem {
  readonly columns: Column[] = [];
  readonly #model: Model;
  readonly #known = new Set<string>();
  /** Columns before those of lines: too few and too many for each place. */
  readonly #slacks: number;
  /** Row of each place that has a demand. */
  readonly #rowOf: Int32Array;
  readonly #free: readonly number[];

  /** @param free the employees whose lines are asked for @param missing how many are needed beside the others */
  constructor(
    highs: Highs,
    private readonly lines: WorkforceLines,
    free: readonly number[],
    private readonly missing: (place: number) => number,
  ) {
    const { problem } = lines;
    const places = problem.cover.map(({ day, shift }) => day * problem.shifts.length + shift);
    this.#free = free;
    this.#slacks = 2 * places.length;
    this.#rowOf = new Int32Array(problem.days * problem.shifts.length).fill(-1);
    places.forEach((place, at) => (this.#rowOf[place] = free.length + at));
    this.#model = highs.createModel(this.#empty(problem, free.length, places.map(missing)));
    this.#model.options.set({ output_flag: false, presolve: 'off', simplex_strategy: 4 });
  }

  /** @returns whether it is new */
  add({ employee, line }: Column): boolean {
    const key = `${employee}:${line.join()}`;
    if (this.#known.has(key)) return false;
    this.#known.add(key);
    this.columns.push({ employee, line });
    const rows = line
      .flatMap((shift, day) => (shift === OFF ? [] : this.#rowOf[day * this.lines.problem.shifts.length + shift]!))
      .filter((row) => row >= 0);
    const indices = [this.#free.indexOf(employee), ...rows];
    const entries = { indices, values: indices.map(() => 1) };
    this.#model.addCol(this.lines.wishCost(employee, line), 0, Infinity, entries);
    return true;
  }

  relaxed(): Relaxed {
    this.#model.run();
    const { colValue, rowDual } = this.#model.getSolution();
    const prices = Float64Array.from(this.#rowOf, (row) => (row < 0 ? 0 : rowDual[row]!));
    return {
      cost: this.#model.getObjectiveValue(),
      taken: colValue.slice(this.#slacks),
      coverPrices: prices,
      employeePrices: rowDual.slice(0, this.#free.length),
    };
  }

  /** Of all that is missing, at such prices. @param prices at day × shifts + shift */
  valueOfCover(prices: Float64Array): number {
    return prices.reduce((sum, price, place) => sum + price * this.missing(place), 0);
  }

  /** The best whole choice among the columns. @param start the columns of one */
  whole(seconds: number, start: readonly number[]): Chosen {
    const model = this.#model;
    const count = this.columns.length;
    const selection = { kind: 'range' as const, from: this.#slacks, to: this.#slacks + count - 1 };
    model.changeColsIntegrality(selection, new Int32Array(count).fill(1));
    model.options.set({
      time_limit: model.getRunTime() + seconds,
      presolve: 'on',
      mip_rel_gap: 0,
      mip_abs_gap: NEARLY_ONE,
    });
    model.setSolution({ indices: start.map((at) => this.#slacks + at), values: start.map(() => 1) });
    model.run();
    const { colValue } = model.getSolution();
    const taken = this.columns.flatMap((column, at) => (colValue[this.#slacks + at]! > 0.5 ? [column] : []));
    const bound = Number(model.info.get('mip_dual_bound'));
    return { taken: taken.length === this.#free.length ? taken : null, bound };
  }

  /** The columns of those who are free. */
  placesOf(roster: Roster): number[] {
    const wanted = roster.map((line) => line.join());
    const places = this.#free.map(() => -1);
    this.columns.forEach(({ employee, line }, at) => {
      if (line.join() === wanted[employee]) places[this.#free.indexOf(employee)] = at;
    });
    return places;
  }

  dispose(): void {
    this.#model.dispose();
  }

  #empty({ cover }: RosterProblem, employees: number, missing: readonly number[]) {
    const count = cover.length;
    const rows = cover.flatMap((_, at) => [employees + at, employees + at]);
    return {
      ...{ numCols: 2 * count, numRows: employees + count },
      colCost: cover.flatMap(({ tooFew, tooMany }) => [tooFew, tooMany]),
      colLower: new Array<number>(2 * count).fill(0),
      colUpper: new Array<number>(2 * count).fill(Infinity),
      rowLower: [...new Array<number>(employees).fill(1), ...missing],
      rowUpper: [...new Array<number>(employees).fill(1), ...missing],
      matrix: {
        format: 'csc' as const,
        ...{ numRows: employees + count, numCols: 2 * count },
        starts: Array.from({ length: 2 * count + 1 }, (_, at) => at),
        indices: rows,
        values: cover.flatMap(() => [1, -1]),
      },
    };
  }
}

/** The roster, with the lines of such columns. */
export function withColumns(roster: Roster, taken: readonly Column[]): Roster {
  const lines = [...roster];
  for (const { employee, line } of taken) lines[employee] = line;
  return lines;
}
