import { greatestCommonDivisor } from './greatest-common-divisor.js';
import { isWeekend, OFF, type Employee, type RosterLine, type RosterProblem } from './roster-problem.js';

export interface PricedLine {
  readonly line: RosterLine;
  /** By the costs that were asked for. */
  readonly cost: number;
}

/** Shifts whose count the search keeps; the others are only looked at afterwards. */
type Counted = readonly number[];

/**
 * The cheapest lines of one employee that keep every hard rule: a shortest path with resources (Irnich & Desaulniers 2005). A state is how long
 * the run of work or rest is, the last shift, minutes and weekends so far. Counts of a shift that is limited are kept only once a
 * cheapest line has broken the limit (decremental state space relaxation; Righini & Salani 2008): most never do.
 */
export class BestLine {
  readonly #shifts: readonly number[];
  readonly #unit: number;
  readonly #free: readonly boolean[];
  #counted: Counted = [];

  constructor(
    private readonly problem: RosterProblem,
    private readonly employee: Employee,
  ) {
    this.#shifts = problem.shifts.flatMap((_, shift) => (employee.mostOfShift[shift]! > 0 ? [shift] : []));
    this.#unit = greatestCommonDivisor(this.#shifts.map((shift) => problem.shifts[shift]!.minutes));
    this.#free = Array.from({ length: problem.days }, (_, day) => !employee.daysOff.includes(day));
  }

  /**
   * @param costs what each shift on each day costs, at day × shifts + shift; may be negative
   * @param most so many at most, the cheapest first, each with other minutes, weekends or end
   * @returns none where no line keeps the rules
   */
  find(costs: Float64Array, most: number): PricedLine[] {
    for (;;) {
      const found = this.#search(costs, most);
      const broken = this.#shifts.filter((shift) => found.some(({ line }) => this.#tooOften(line, shift)));
      if (broken.length === 0) return found;
      const sound = found.filter(({ line }) => !broken.some((shift) => this.#tooOften(line, shift)));
      if (sound[0] && sound[0] === found[0]) return sound;
      this.#counted = [...this.#counted, ...broken.filter((shift) => !this.#counted.includes(shift))];
    }
  }

  #tooOften(line: RosterLine, shift: number): boolean {
    return line.filter((each) => each === shift).length > this.employee.mostOfShift[shift]!;
  }

  #search(costs: Float64Array, most: number): PricedLine[] {
    const { days, shifts } = this.problem;
    const { employee } = this;
    const restStates = Math.max(1, employee.leastConsecutiveDaysOff);
    const run = employee.mostConsecutiveShifts;
    const own = this.#shifts.length;
    const nodes = restStates + 2 * run * own;
    const minuteStates = Math.floor(employee.mostMinutes / this.#unit) + 1;
    const weekendStates = employee.mostWeekends + 1;
    const radices = this.#counted.map((shift) => employee.mostOfShift[shift]! + 1);
    const countStates = radices.reduce((product, radix) => product * radix, 1);
    const size = nodes * minuteStates * weekendStates * countStates;
    const steps = radices.map((_, at) => radices.slice(0, at).reduce((product, radix) => product * radix, 1));
    const minutesOf = this.#shifts.map((shift) => shifts[shift]!.minutes / this.#unit);
    const mayFollow = this.#shifts.map((before) =>
      this.#shifts.map((after) => !shifts[before]!.notFollowedBy.includes(after)),
    );
    const countedAt = this.#shifts.map((shift) => this.#counted.indexOf(shift));
    let cost = new Float64Array(size).fill(Infinity);
    let next = new Float64Array(size).fill(Infinity);
    let active: number[] = [];
    const parents: Int32Array[] = [];
    const arrivals: Int32Array[] = [];

    /** Runs at the beginning may be short: those of rest count as long enough, those of work are nodes of their own. */
    const workNode = (length: number, atEdge: boolean, place: number) =>
      restStates + ((atEdge ? run : 0) + length - 1) * own + place;
    const index = (node: number, minutes: number, weekends: number, counts: number) =>
      ((node * minuteStates + minutes) * weekendStates + weekends) * countStates + counts;

    for (let day = 0; day < days; day++) {
      const parent = new Map<number, number>();
      const reached: number[] = [];
      const arrive = (state: number, value: number, from: number) => {
        if (value >= next[state]!) return;
        if (next[state] === Infinity) reached.push(state);
        next[state] = value;
        parent.set(state, from);
      };
      const sources = day === 0 ? [-1] : active;
      for (const from of sources) {
        const rest = from < 0 ? 0 : from;
        const counts = rest % countStates;
        const weekends = Math.floor(rest / countStates) % weekendStates;
        const minutes = Math.floor(rest / (countStates * weekendStates)) % minuteStates;
        const node = from < 0 ? restStates - 1 : Math.floor(rest / (countStates * weekendStates * minuteStates));
        const base = from < 0 ? 0 : cost[from]!;
        const rests = node < restStates;
        const place = rests ? -1 : (node - restStates) % own;
        const lengthAndEdge = rests ? 0 : Math.floor((node - restStates) / own);
        const atEdge = !rests && lengthAndEdge >= run;
        const length = rests ? 0 : (lengthAndEdge % run) + 1;
        if (rests || atEdge || length >= employee.leastConsecutiveShifts) {
          const resting = from < 0 ? restStates - 1 : rests ? Math.min(node + 1, restStates - 1) : 0;
          arrive(index(resting, minutes, weekends, counts), base, from);
        }
        if (!this.#free[day] || (rests && node < restStates - 1) || length >= run) continue;
        const weekend = isWeekend(day) && !(day % 7 === 6 && !rests) ? 1 : 0;
        if (weekends + weekend >= weekendStates) continue;
        const edge = from < 0 || atEdge;
        for (let shift = 0; shift < own; shift++) {
          if (place >= 0 && !mayFollow[place]![shift]) continue;
          const worked = minutes + minutesOf[shift]!;
          if (worked >= minuteStates) continue;
          let counted = counts;
          const at = countedAt[shift]!;
          if (at >= 0) {
            if (Math.floor(counts / steps[at]!) % radices[at]! === radices[at]! - 1) continue;
            counted += steps[at]!;
          }
          const state = index(workNode(length + 1, edge, shift), worked, weekends + weekend, counted);
          arrive(state, base + costs[day * shifts.length + this.#shifts[shift]!]!, from);
        }
      }
      const states = Int32Array.from(reached);
      arrivals.push(states);
      parents.push(Int32Array.from(reached, (state) => parent.get(state)!));
      for (const state of active) cost[state] = Infinity;
      [cost, next] = [next, cost];
      active = reached;
    }
    const least = Math.ceil(employee.leastMinutes / this.#unit);
    const minutesAt = (state: number) => Math.floor(state / (countStates * weekendStates)) % minuteStates;
    const ends = active.filter((state) => minutesAt(state) >= least).sort((a, b) => cost[a]! - cost[b]!);
    const nodeAt = (state: number) => Math.floor(state / (countStates * weekendStates * minuteStates));
    return ends.slice(0, most).map((end) => {
      const line: number[] = [];
      let state = end;
      for (let day = days - 1; day >= 0; day--) {
        const node = nodeAt(state);
        line.unshift(node < restStates ? OFF : this.#shifts[(node - restStates) % own]!);
        state = parents[day]![arrivals[day]!.indexOf(state)]!;
      }
      return { line, cost: cost[end]! };
    });
  }
}
