import { OFF, type RosterLine, type RosterProblem } from './roster-problem.js';

/** How many work each shift of each day, and what one more would change. Places are day × shifts + shift. */
export class CoverTally {
  readonly #there: Int32Array;
  readonly #needed: Int32Array;
  readonly #tooFew: Float64Array;
  readonly #tooMany: Float64Array;

  constructor(private readonly problem: RosterProblem) {
    const places = problem.days * problem.shifts.length;
    this.#there = new Int32Array(places);
    this.#needed = new Int32Array(places);
    this.#tooFew = new Float64Array(places);
    this.#tooMany = new Float64Array(places);
    for (const { day, shift, needed, tooFew, tooMany } of problem.cover) {
      const place = day * problem.shifts.length + shift;
      this.#needed[place] = needed;
      this.#tooFew[place] = tooFew;
      this.#tooMany[place] = tooMany;
    }
  }

  add(line: RosterLine): void {
    this.#count(line, 1);
  }

  remove(line: RosterLine): void {
    this.#count(line, -1);
  }

  /** Of everybody who is counted. */
  get cost(): number {
    return this.#there.reduce((sum, _, place) => sum + this.#costAt(place, this.#there[place]!), 0);
  }

  /** How many are still needed: below 0 where there are too many. */
  missing(place: number): number {
    return this.#needed[place]! - this.#there[place]!;
  }

  /** What somebody more in each shift would add to the cost. */
  marginalCosts(): Float64Array {
    return Float64Array.from(
      this.#there,
      (there, place) => this.#costAt(place, there + 1) - this.#costAt(place, there),
    );
  }

  #count(line: RosterLine, by: number): void {
    const { length } = this.problem.shifts;
    line.forEach((shift, day) => {
      if (shift !== OFF) this.#there[day * length + shift]! += by;
    });
  }

  #costAt(place: number, there: number): number {
    const missing = this.#needed[place]! - there;
    return missing > 0 ? missing * this.#tooFew[place]! : -missing * this.#tooMany[place]!;
  }
}
