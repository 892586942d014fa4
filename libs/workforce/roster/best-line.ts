import { everything, nearEven, type Corridor } from './corridor.js';
import { greatestCommonDivisor } from './greatest-common-divisor.js';
import { lineGraph, NOWHERE, type LineGraph } from './line-graph.js';
import { isWeekend, OFF, type Employee, type RosterLine, type RosterProblem } from './roster-problem.js';

export interface PricedLine {
  readonly line: RosterLine;
  /** By the costs that were asked for. */
  readonly cost: number;
}

/** Up to here the search is exact. */
const LONGEST_EXACT_DAYS = 84;
/** Beyond it, so much is kept apart: minutes, about two weeks of work; and what may be so often at most. */
const MINUTES_APART = 4_800;
const COUNTS_APART = 3;

/** Whether the search looks at everything. */
export function isExact({ days }: RosterProblem): boolean {
  return days <= LONGEST_EXACT_DAYS;
}

/** Something of which there may be so much at most; less is never worse. */
interface Limited {
  readonly corridor: Corridor;
  readonly grows: (day: number, shift: number, wasWorking: boolean) => number;
  /** Whether it is counted anew from this day on. */
  readonly beginsAnew?: (day: number) => boolean;
}

/**
 * The cheapest lines of one employee that keep every hard rule: a shortest path with resources (Irnich & Desaulniers 2005), day by day over the
 * nodes of a {@link LineGraph} with minutes and weekends so far. Counts of a shift that is limited are kept only once a
 * cheapest line has broken the limit (decremental state space relaxation; Righini & Salani 2008): most never do.
 */
export class BestLine {
  readonly #graph: LineGraph;
  readonly #minutes: Corridor;
  readonly #unit: number;
  readonly #limited: Limited[];
  readonly #counted = new Set<number>();
  readonly #impossible = new Set<number>();
  readonly #settled = new Map<number, number>();
  #costs = new Float64Array(0);
  #next = new Float64Array(0);

  constructor(
    private readonly problem: RosterProblem,
    private readonly employee: Employee,
  ) {
    this.#graph = lineGraph(problem, employee);
    this.#unit = greatestCommonDivisor(this.#graph.shifts.map((shift) => problem.shifts[shift]!.minutes));
    const [least, most] = [
      Math.ceil(employee.leastMinutes / this.#unit),
      Math.floor(employee.mostMinutes / this.#unit),
    ];
    this.#minutes = this.#exact
      ? everything(problem.days, most)
      : nearEven(problem.days, least, most, Math.ceil(MINUTES_APART / this.#unit));
    const weekend = (day: number, _: number, wasWorking: boolean) =>
      isWeekend(day) && !(day % 7 === 6 && wasWorking) ? 1 : 0;
    this.#limited = [{ corridor: this.#atMost(employee.mostWeekends), grows: weekend }];
    if (employee.mostWeeklyMinutes !== undefined) this.#limited.push(this.#weekly(employee.mostWeeklyMinutes));
    for (const { day, shift } of employee.impossible ?? []) this.#impossible.add(day * problem.shifts.length + shift);
    for (const { day, shift } of employee.settled ?? []) this.#settled.set(day, shift);
  }

  /**
   * @param costs what each shift on each day costs, at day × shifts + shift; may be negative
   * @param most so many at most, the cheapest first, each with other minutes, weekends or end
   * @returns none where no line keeps the rules
   */
  find(costs: Float64Array, most: number): PricedLine[] {
    for (;;) {
      const found = this.#search(costs, most);
      const sound = found.filter(({ line }) => this.#brokenIn(line).length === 0);
      if (sound[0] === found[0]) return sound;
      for (const shift of found.flatMap(({ line }) => this.#brokenIn(line))) this.#count(shift);
    }
  }

  get #exact(): boolean {
    return isExact(this.problem);
  }

  #atMost(most: number): Corridor {
    return this.#exact ? everything(this.problem.days, most) : nearEven(this.problem.days, most, most, COUNTS_APART);
  }

  #weekly(most: number): Limited {
    const { days, shifts } = this.problem;
    return {
      corridor: everything(days, Math.floor(most / this.#unit)),
      grows: (_, shift) => shifts[shift]!.minutes / this.#unit,
      beginsAnew: (day) => day % 7 === 0,
    };
  }

  #brokenIn(line: RosterLine): number[] {
    const { mostOfShift } = this.employee;
    return this.#graph.shifts.filter((shift) => line.filter((each) => each === shift).length > mostOfShift[shift]!);
  }

  #count(shift: number): void {
    if (this.#counted.has(shift)) return;
    this.#counted.add(shift);
    const corridor = this.#atMost(this.employee.mostOfShift[shift]!);
    this.#limited.push({ corridor, grows: (_, worked) => (worked === shift ? 1 : 0) });
  }

  #search(costs: Float64Array, most: number): PricedLine[] {
    const { days } = this.problem;
    const { start } = this.#graph;
    const perNode = this.#limited.reduce((size, { corridor }) => size * corridor.width, this.#minutes.width);
    this.#clear(this.#graph.nodes * perNode);
    let active = Int32Array.of(start * perNode);
    this.#costs[active[0]!] = 0;
    const reached: Int32Array[] = [active];
    const cameFrom: Int32Array[] = [];
    for (let day = 0; day < days; day++) {
      const parents = new Map<number, number>();
      this.#step(day, active, perNode, costs, parents);
      for (const state of active) this.#costs[state] = Infinity;
      [this.#costs, this.#next] = [this.#next, this.#costs];
      active = Int32Array.from(parents.keys());
      reached.push(active);
      cameFrom.push(Int32Array.from(parents.values()));
    }
    return this.#ends(active, perNode)
      .slice(0, most)
      .map((end) => ({ line: this.#trace(end, perNode, reached, cameFrom), cost: this.#costs[end]! }));
  }

  /** Every state of a day to those of the next that are not dearer by another way. @param parents in: none; out: by state, the one before */
  #step(day: number, active: Int32Array, perNode: number, costs: Float64Array, parents: Map<number, number>): void {
    const { shifts, restsTo, worksTo, shiftOf } = this.#graph;
    const all = this.problem.shifts;
    const settled = this.#settled.get(day);
    const rests = settled === undefined || settled === OFF;
    const works = !this.employee.daysOff.includes(day) && settled !== OFF;
    const [before, after] = [this.#minutes.from[day]!, this.#minutes.from[day + 1]!];
    const minutesOf = shifts.map((shift) => all[shift]!.minutes / this.#unit);
    const arrive = (node: number, minutes: number, counts: number, cost: number, from: number) => {
      if (minutes < after || minutes >= after + this.#minutes.width || counts === NOWHERE) return;
      const state = node * perNode + (minutes - after) + this.#minutes.width * counts;
      if (cost >= this.#next[state]!) return;
      this.#next[state] = cost;
      parents.set(state, from);
    };
    for (const state of active) {
      const node = Math.floor(state / perNode);
      const within = state % perNode;
      const minutes = before + (within % this.#minutes.width);
      const counts = Math.floor(within / this.#minutes.width);
      const cost = this.#costs[state]!;
      if (restsTo[node] !== NOWHERE && rests)
        arrive(restsTo[node]!, minutes, this.#grown(counts, day, NOWHERE, false), cost, state);
      if (!works) continue;
      const wasWorking = shiftOf[node] !== NOWHERE;
      for (let place = 0; place < shifts.length; place++) {
        const to = worksTo[node * shifts.length + place]!;
        if (to === NOWHERE) continue;
        const shift = shifts[place]!;
        if (this.#impossible.has(day * all.length + shift) || (settled ?? shift) !== shift) continue;
        const grown = this.#grown(counts, day, shift, wasWorking);
        arrive(to, minutes + minutesOf[place]!, grown, cost + costs[day * all.length + shift]!, state);
      }
    }
  }

  /** What is counted, after one more day; −1: too much. What is below its corridor counts as the least that is kept. */
  #grown(counts: number, day: number, shift: number, wasWorking: boolean): number {
    let left = counts;
    let grown = 0;
    let radix = 1;
    for (const { corridor, grows, beginsAnew } of this.#limited) {
      const { from, width } = corridor;
      const more = shift === NOWHERE ? 0 : grows(day, shift, wasWorking);
      const had = beginsAnew?.(day) ? 0 : left % width;
      const value = Math.max(0, had + from[day]! + more - from[day + 1]!);
      if (value >= width) return NOWHERE;
      grown += value * radix;
      radix *= width;
      left = Math.floor(left / width);
    }
    return grown;
  }

  /** States at the end that worked enough, the cheapest first. */
  #ends(active: Int32Array, perNode: number): number[] {
    const least = this.employee.leastMinutes / this.#unit;
    const base = this.#minutes.from[this.problem.days]!;
    const enough = [...active].filter((state) => base + ((state % perNode) % this.#minutes.width) >= least);
    return enough.sort((a, b) => this.#costs[a]! - this.#costs[b]!);
  }

  #trace(end: number, perNode: number, reached: readonly Int32Array[], cameFrom: readonly Int32Array[]): RosterLine {
    const line: number[] = [];
    let state = end;
    for (let day = this.problem.days; day > 0; day--) {
      line.push(this.#graph.shiftOf[Math.floor(state / perNode)]!);
      state = cameFrom[day - 1]![reached[day]!.indexOf(state)]!;
    }
    return line.reverse();
  }

  #clear(size: number): void {
    if (this.#costs.length === size) {
      this.#costs.fill(Infinity);
      this.#next.fill(Infinity);
      return;
    }
    this.#costs = new Float64Array(size).fill(Infinity);
    this.#next = new Float64Array(size).fill(Infinity);
  }
}
