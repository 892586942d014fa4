const REMEMBERED = 64;

/** How fast a queue is served of late. */
export class Throughput {
  readonly #instants: number[];

  constructor(instants: readonly number[]) {
    this.#instants = [...instants];
  }

  get instants(): readonly number[] {
    return [...this.#instants];
  }

  accepted(at: number): void {
    this.#instants.push(at);
    if (this.#instants.length > REMEMBERED) this.#instants.shift();
  }

  /**
   * ms until whoever is at this place, from 1, is accepted: place · (now − first) / (n − 1), the place by the rate of the last n ≤ 64
   * acceptances (Little's law, W = L / λ). While nobody is accepted the rate falls. Null: fewer than two were.
   */
  waitAt(place: number, now: number): number | null {
    const { length, 0: first } = this.#instants;
    if (first === undefined || length < 2) return null;
    return Math.round((place * (now - first)) / (length - 1));
  }
}
