import { BestLine, type PricedLine } from './best-line.js';
import { wishCosts, costOf, type LineCosts } from './line-costs.js';
import { OFF, type Roster, type RosterLine, type RosterProblem } from '../roster-problem.js';
import { CoverTally } from '../cover-tally.js';
import { LayerRoom } from './line-layers.js';

/** Everybody's lines, priced: what a search over rosters asks again and again. */
export class WorkforceLines {
  readonly #room: LayerRoom;
  readonly #best: readonly BestLine[];
  readonly #wishes: readonly LineCosts[];
  readonly #places: number;

  /** @param before of a problem with other rules for some employees; what it knows of the others is kept */
  constructor(
    readonly problem: RosterProblem,
    before?: WorkforceLines,
  ) {
    const { employees, days, shifts } = problem;
    this.#room = before ? before.#room : new LayerRoom();
    this.#best = employees.map((employee, at) =>
      before?.problem.employees[at] === employee ? before.#best[at]! : new BestLine(problem, employee, this.#room),
    );
    this.#wishes = employees.map((employee) => wishCosts(employee, days, shifts.length));
    this.#places = days * shifts.length;
  }

  /** By wishes and what is added to them. @param extra at day × shifts + shift */
  cheapest(employee: number, extra: (place: number) => number, most: number): PricedLine[] {
    const { fixed } = this.#wishes[employee]!;
    const found = this.#best[employee]!.find(this.#costs(employee, extra), most);
    return found.map(({ line, cost }) => ({ line, cost: cost + fixed }));
  }

  /** All lines that cost so much at most; null: there are more than so many. */
  within(employee: number, extra: (place: number) => number, mostCost: number, most: number): RosterLine[] | null {
    const { fixed } = this.#wishes[employee]!;
    return this.#best[employee]!.within(this.#costs(employee, extra), mostCost - fixed, most);
  }

  /** Whether what is cheapest is so of all lines, and not only of those near an even spread. */
  get exact(): boolean {
    return this.#best.every(({ exact }) => exact);
  }

  wishCost(employee: number, line: RosterLine): number {
    return costOf(line, this.#wishes[employee]!, this.problem.shifts.length);
  }

  /** Beside its wishes it is paid for cover. @param prices at day × shifts + shift */
  costAt(employee: number, line: RosterLine, prices: Float64Array): number {
    const { length } = this.problem.shifts;
    return line.reduce(
      (sum, shift, day) => (shift === OFF ? sum : sum - prices[day * length + shift]!),
      this.wishCost(employee, line),
    );
  }

  cost(roster: Roster): number {
    const tally = new CoverTally(this.problem);
    for (const line of roster) tally.add(line);
    return tally.cost + roster.reduce((sum, line, employee) => sum + this.wishCost(employee, line), 0);
  }

  #costs(employee: number, extra: (place: number) => number): Float64Array {
    const { added } = this.#wishes[employee]!;
    const costs = new Float64Array(this.#places);
    for (let place = 0; place < this.#places; place++) costs[place] = added[place]! + extra(place);
    return costs;
  }
}
