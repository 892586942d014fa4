/** Throws the same numbers in every run of the same seed (mulberry32; Tommy Ettinger, public domain). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** From 0 to below `limit`, whole. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  oneOf<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }

  /** Once in so many throws. */
  onceIn(throws: number): boolean {
    return this.below(throws) === 0;
  }

  some<T>(values: readonly T[], most: number): T[] {
    const count = this.below(most + 1);
    return [...new Set(Array.from({ length: count }, () => this.oneOf(values)))];
  }
}
