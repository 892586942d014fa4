/** Erlang B of one load by its lines, each step remembered: n lines cost one step more than n − 1. */
export class LossLadder {
  readonly #blocked: number[] = [1];

  /** @param erlangs from 0 on, finite */
  constructor(private readonly erlangs: number) {}

  /** B(n) = A·B(n−1) / (n + A·B(n−1)). */
  blocked(lines: number): number {
    const known = this.#blocked;
    for (let line = known.length; line <= lines; line += 1) {
      const offered = this.erlangs * known[line - 1]!;
      known.push(offered / (line + offered));
    }
    return known[lines]!;
  }
}
