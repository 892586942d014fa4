import { judgeRoster } from './check-roster.js';
import { costOf, wishCosts } from './line/line-costs.js';
import { OFF, type Roster, type RosterLine, type RosterProblem } from './roster-problem.js';

/** Work that nobody likes, in hours by their weight. */
export interface Burdens {
  /** At day × shifts + shift. */
  readonly ofShift: readonly number[];
  /** What is fair for each employee in these days. */
  readonly fair: readonly number[];
  /** What the square of an hour above or below that costs. */
  readonly weight: number;
}

const LONGEST_DAYS = 7;
const ROUNDS = 5;
/** With whom somebody exchanges, and exchanges that are looked at: so that it ends in seconds with a thousand people. */
const MOST_TAKERS = 30;
const MOST_LOOKS = 200_000;
const WORTH = 1e-6;

/**
 * The same shifts, more evenly: two people at a time exchange the same days in a row, from whoever is furthest above what is fair to whoever is furthest below,
 * as long as wishes and squares of what is not fair cost less together. Nobody's rules are broken, and cover stays as it is.
 */
export function evenedOut(problem: RosterProblem, roster: Roster, burdens: Burdens): RosterLine[] {
  const evening = new Evening(problem, roster, burdens);
  for (let round = 0; round < ROUNDS && evening.round(); round++);
  return evening.lines;
}

class Evening {
  readonly lines: RosterLine[];
  readonly #beyond: number[];
  readonly #wishes;
  #looks = MOST_LOOKS;

  constructor(
    private readonly problem: RosterProblem,
    roster: Roster,
    private readonly burdens: Burdens,
  ) {
    this.lines = [...roster];
    this.#beyond = roster.map((line, at) => this.#burden(line, 0, problem.days) - burdens.fair[at]!);
    this.#wishes = problem.employees.map((employee) => wishCosts(employee, problem.days, problem.shifts.length));
  }

  /** @returns whether anything was exchanged */
  round(): boolean {
    const order = [...this.lines.keys()].sort((one, other) => this.#beyond[other]! - this.#beyond[one]!);
    let isBetter = false;
    for (const giver of order)
      for (const taker of order.slice(-MOST_TAKERS).reverse()) {
        if (this.#beyond[giver]! - this.#beyond[taker]! < WORTH) break;
        isBetter = this.#exchanged(giver, taker) || isBetter;
      }
    return isBetter && this.#looks > 0;
  }

  #exchanged(giver: number, taker: number): boolean {
    const { days } = this.problem;
    for (let length = 1; length <= LONGEST_DAYS; length++)
      for (let first = 0; first + length <= days; first++) {
        const [given, taken] = [giver, taker].map((who) => this.#burden(this.lines[who]!, first, first + length));
        const moved = given! - taken!;
        if (moved < WORTH || this.#gain(giver, taker, moved) < WORTH || this.#looks-- <= 0) continue;
        const [ours, theirs] = [this.lines[giver]!, this.lines[taker]!];
        const lines = [exchanged(ours, theirs, first, length), exchanged(theirs, ours, first, length)] as const;
        const cost = this.#wishCost(giver, lines[0], ours) + this.#wishCost(taker, lines[1], theirs);
        if (this.#gain(giver, taker, moved) - cost < WORTH) continue;
        if (!this.#isKept(giver, lines[0]) || !this.#isKept(taker, lines[1])) continue;
        [this.lines[giver], this.lines[taker]] = lines;
        this.#beyond[giver]! -= moved;
        this.#beyond[taker]! += moved;
        return true;
      }
    return false;
  }

  /** What the squares are less by, when so much goes from one to the other. */
  #gain(giver: number, taker: number, moved: number): number {
    const [more, less] = [this.#beyond[giver]!, this.#beyond[taker]!];
    return this.burdens.weight * (more ** 2 + less ** 2 - (more - moved) ** 2 - (less + moved) ** 2);
  }

  #wishCost(who: number, line: RosterLine, before: RosterLine): number {
    const { length } = this.problem.shifts;
    return costOf(line, this.#wishes[who]!, length) - costOf(before, this.#wishes[who]!, length);
  }

  #isKept(who: number, line: RosterLine): boolean {
    const alone = { ...this.problem, employees: [this.problem.employees[who]!], cover: [] };
    return judgeRoster(alone, [line]).violations.length === 0;
  }

  #burden(line: RosterLine, from: number, to: number): number {
    const { length } = this.problem.shifts;
    let hours = 0;
    for (let day = from; day < to; day++)
      if (line[day] !== OFF) hours += this.burdens.ofShift[day * length + line[day]!]!;
    return hours;
  }
}

function exchanged(line: RosterLine, other: RosterLine, first: number, days: number): RosterLine {
  return [...line.slice(0, first), ...other.slice(first, first + days), ...line.slice(first + days)];
}
