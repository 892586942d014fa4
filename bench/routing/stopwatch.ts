/** How long pieces of work took, one by one. */
export class Stopwatch {
  private constructor(private readonly us: number[]) {}

  static new(): Stopwatch {
    return new Stopwatch([]);
  }

  /** Of the same pieces in several rounds the fastest each: others on the machine only ever make it worse. */
  static fastest([first, ...rounds]: readonly Stopwatch[]): Stopwatch {
    return new Stopwatch(first!.us.map((us, index) => Math.min(us, ...rounds.map((round) => round.us[index]!))));
  }

  measure<T>(work: () => T): T {
    const start = performance.now();
    const result = work();
    this.us.push((performance.now() - start) * 1_000);
    return result;
  }

  get meanUs(): number {
    return this.us.reduce((sum, each) => sum + each, 0) / this.us.length;
  }

  /** µs that this share of the pieces took at most. */
  quantileUs(share: number): number {
    const sorted = this.us.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  }
}
