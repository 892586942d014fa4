import { everything, nearEven, shareBefore, type Corridor } from './corridor.js';
import { greatestCommonDivisor } from './greatest-common-divisor.js';
import { lineGraph, REST } from './line-graph.js';
import { LayerRoom, LineLayers } from './line-layers.js';
import { isWeekend, OFF, type Employee, type RosterLine, type RosterProblem } from '../roster-problem.js';
import { waysToCount, type Limited } from './running-counts.js';
import { shiftKinds, type ShiftKind } from './shift-kinds.js';

export interface PricedLine {
  readonly line: RosterLine;
  /** By the costs that were asked for. */
  readonly cost: number;
}

/** Up to here the search is exact. */
const LONGEST_EXACT_DAYS = 84;
/** Beyond it, so much is kept apart: minutes, about two weeks of work or half of it; weekends; a limited shift is only worked on days spread evenly. */
const MINUTES_APART = 4_800;
const LEAST_MINUTES_APART = 2_400;
const WEEKENDS_APART = 3;
const LIMITED_SHIFTS_APART = 1;
/** States of all days together, of 8 bytes each: what would need more is searched near an even spread. */
const MOST_STATES = 20_000_000;
/** What sums of the same costs in another order may differ by. */
const NOTHING = 1e-9;

/**
 * The cheapest lines of one employee that keep every hard rule: a shortest path with resources (Irnich & Desaulniers 2005), day by day over the
 * nodes of a line graph with minutes and weekends so far. Counts of a shift that is limited are kept only once a
 * cheapest line has broken the limit (decremental state space relaxation; Righini & Salani 2008): most never do.
 */
export class BestLine {
  readonly #unit: number;
  readonly #counted = new Set<number>();
  /** At day × shifts + shift. */
  readonly #possible: Uint8Array;
  readonly #restDays: Uint8Array;
  readonly #share: Float64Array;
  #exact: boolean;
  #kinds: ShiftKind[] = [];
  #layers!: LineLayers;

  constructor(
    private readonly problem: RosterProblem,
    private readonly employee: Employee,
    private readonly room = new LayerRoom(),
  ) {
    const worked = problem.shifts.filter((_, shift) => employee.mostOfShift[shift]! > 0);
    this.#unit = greatestCommonDivisor(worked.map(({ minutes }) => minutes));
    this.#exact = problem.days <= LONGEST_EXACT_DAYS;
    const { days, shifts } = problem;
    this.#possible = new Uint8Array(days * shifts.length).fill(1);
    this.#restDays = new Uint8Array(days).fill(1);
    for (const day of employee.daysOff) this.#possible.fill(0, day * shifts.length, (day + 1) * shifts.length);
    for (const { day, shift } of employee.impossible ?? [])
      if (shift === OFF) this.#restDays[day] = 0;
      else this.#possible[day * shifts.length + shift] = 0;
    for (const { day, shift } of employee.settled ?? []) {
      if (shift !== OFF) this.#restDays[day] = 0;
      for (let other = 0; other < shifts.length; other++)
        if (other !== shift) this.#possible[day * shifts.length + other] = 0;
    }
    const canWork = (day: number) =>
      this.#possible.subarray(day * shifts.length, (day + 1) * shifts.length).includes(1);
    this.#share = shareBefore(Array.from({ length: days }, (_, day) => canWork(day)));
    this.#layOut();
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
      for (const shift of found.flatMap(({ line }) => this.#brokenIn(line))) this.#counted.add(shift);
      this.#layOut();
    }
  }

  /** All lines that cost so much at most; null: there are more than so many. */
  within(costs: Float64Array, mostCost: number, most: number): RosterLine[] | null {
    const { days } = this.problem;
    this.#layers.fill(this.#prices(costs), this.room);
    const found: RosterLine[] = [];
    const line = new Array<number>(days).fill(OFF);
    const goBack = (after: number, state: number, cost: number): boolean => {
      if (after === 0) {
        if (this.#brokenIn(line).length === 0) found.push([...line]);
        return found.length <= most;
      }
      for (const step of this.#layers.into(after, state)) {
        for (const shift of this.#shiftsOf(step.arc.kind, after - 1)) {
          const more = shift === OFF ? cost : cost + costs[(after - 1) * this.problem.shifts.length + shift]!;
          if (step.cost + more > mostCost + NOTHING) continue;
          line[after - 1] = shift;
          if (!goBack(after - 1, step.state, more)) return false;
        }
      }
      return true;
    };
    const ends = this.#layers.ends(this.employee.leastMinutes / this.#unit, Infinity, mostCost + NOTHING);
    return ends.every((end) => goBack(days, end, 0)) ? found : null;
  }

  /** Whether what is found is the cheapest of all, and not only of those near an even spread. */
  get exact(): boolean {
    return this.#exact;
  }

  #layOut(): void {
    const { problem, employee } = this;
    this.#kinds = shiftKinds(problem, employee, this.#counted);
    const minutesOf = this.#kinds.map(({ minutes }) => minutes / this.#unit);
    const graph = lineGraph(this.#kinds, employee);
    const room = () => MOST_STATES / ((problem.days + 1) * graph.nodes * waysToCount(this.#limits(minutesOf)));
    const most = Math.floor(employee.mostMinutes / this.#unit);
    this.#exact &&= most < room();
    const minutes = this.#exact ? everything(problem.days, most) : this.#nearEvenMinutes(room());
    this.#layers = new LineLayers(graph, problem.days, minutes, minutesOf, this.#limits(minutesOf));
  }

  /** As wide as there is room. */
  #nearEvenMinutes(room: number): Corridor {
    const { leastMinutes, mostMinutes } = this.employee;
    const [least, most] = [Math.ceil(leastMinutes / this.#unit), Math.floor(mostMinutes / this.#unit)];
    const width = Math.max(LEAST_MINUTES_APART / this.#unit, Math.min(MINUTES_APART / this.#unit, room));
    return nearEven(this.#share, least, most, Math.ceil(width));
  }

  #limits(minutesOf: readonly number[]): Limited[] {
    const { mostWeekends, mostWeeklyMinutes, mostOfShift } = this.employee;
    const weekend = (day: number, _: number, wasWorking: boolean) =>
      isWeekend(day) && !(day % 7 === 6 && wasWorking) ? 1 : 0;
    const week = (most: number): Limited => ({
      corridor: everything(this.problem.days, Math.floor(most / this.#unit)),
      grows: (_, kind) => minutesOf[kind]!,
      beginsAnew: (day) => day % 7 === 0,
    });
    const ofShift = (shift: number): Limited => {
      const counted = this.#kinds.findIndex(({ shifts }) => shifts.includes(shift));
      const corridor = this.#atMost(mostOfShift[shift]!, LIMITED_SHIFTS_APART);
      return { corridor, grows: (_, kind) => (kind === counted ? 1 : 0) };
    };
    return [
      { corridor: this.#atMost(mostWeekends, WEEKENDS_APART), grows: weekend },
      ...(mostWeeklyMinutes === undefined ? [] : [week(mostWeeklyMinutes)]),
      ...[...this.#counted].map(ofShift),
    ];
  }

  #atMost(most: number, apart: number): Corridor {
    return this.#exact ? everything(this.problem.days, most) : nearEven(this.#share, most, most, apart);
  }

  #brokenIn(line: RosterLine): number[] {
    const { mostOfShift } = this.employee;
    return mostOfShift.flatMap((most, shift) => (line.filter((each) => each === shift).length > most ? [shift] : []));
  }

  #search(costs: Float64Array, most: number): PricedLine[] {
    const { days } = this.problem;
    const prices = this.#prices(costs);
    this.#layers.fill(prices, this.room);
    const ends = this.#layers.ends(this.employee.leastMinutes / this.#unit, most);
    return ends.map((end) => ({ line: this.#trace(end, costs, prices), cost: this.#layers.cost(days, end) }));
  }

  /** Of each kind on each day, by the cheapest of its shifts. */
  #prices(costs: Float64Array): Float64Array {
    const { days, shifts } = this.problem;
    const width = this.#kinds.length + 1;
    const prices = new Float64Array(days * width).fill(Infinity);
    for (let day = 0; day < days; day++) {
      if (this.#restDays[day] === 1) prices[day * width] = 0;
      this.#kinds.forEach((_, kind) => {
        const place = day * width + kind + 1;
        for (const shift of this.#shiftsOf(kind, day))
          prices[place] = Math.min(prices[place]!, costs[day * shifts.length + shift]!);
      });
    }
    return prices;
  }

  #shiftsOf(kind: number, day: number): readonly number[] {
    if (kind === REST) return this.#restDays[day] === 1 ? [OFF] : [];
    return this.#kinds[kind]!.shifts.filter((shift) => this.#possible[day * this.problem.shifts.length + shift] === 1);
  }

  #trace(end: number, costs: Float64Array, prices: Float64Array): RosterLine {
    const line: number[] = [];
    let state = end;
    for (let after = this.problem.days; after > 0; after--) {
      const cost = this.#layers.cost(after, state);
      for (const step of this.#layers.into(after, state)) {
        const { kind } = step.arc;
        const price = prices[(after - 1) * (this.#kinds.length + 1) + kind + 1]!;
        if (step.cost + price !== cost) continue;
        const costOf = (shift: number) => costs[(after - 1) * this.problem.shifts.length + shift]!;
        line.push(kind === REST ? OFF : this.#shiftsOf(kind, after - 1).find((shift) => costOf(shift) === price)!);
        state = step.state;
        break;
      }
    }
    return line.reverse();
  }
}
