/** The day that is played, on the clock of the wall. */
export class DayClock {
  #begun = performance.now();

  /** @param speed seconds of the day in a second */
  constructor(readonly speed: number) {}

  /** The first interval begins now. */
  begin(): void {
    this.#begun = performance.now();
  }

  /** When that second of the day is, ms since 1970. */
  at(second: number): number {
    return performance.timeOrigin + this.#begun + this.msOf(second);
  }

  /** How long that takes. */
  msOf(seconds: number): number {
    return (seconds * 1_000) / this.speed;
  }

  /** Until that second of the day; below 0 when it is over. */
  msUntil(second: number): number {
    return this.#begun + this.msOf(second) - performance.now();
  }
}
